import { AsyncLocalStorage } from 'node:async_hooks'
import type { Transport } from '@grantstream/core'
import { observeWithOpenTelemetry } from '@grantstream/core/opentelemetry'
import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { Observable } from 'rxjs'
import type { ObserveGateway } from './gateway-event.ts'
import type { BeginOperation } from './operation-span.ts'
import { scrubOf } from './scrub.ts'

/** Spans of operations, and under them of the upstream calls that they make. */
export interface Tracing {
  readonly begin: BeginOperation
  readonly observe: ObserveGateway
  /**
   * A transport whose answers are taken in the operation that asked, and not in the one that opened the socket;
   * `tellsUpstream` has requests carry the `traceparent` of their spans.
   */
  carrying(transport: Transport, tellsUpstream: boolean): Transport
}

/** What runs belongs to `parent`; `current` is the upstream call that was begun last in it. */
interface Scope {
  readonly parent: Context
  current: Context
}

/**
 * Traces by a tracer. Attributes are names, codes and ids: no document, no variable, no token. Depends on nothing global:
 * two gateways in a process keep their spans apart.
 */
export const createTracing = (tracer: Tracer): Tracing => {
  const scrub = scrubOf()
  const propagator = new W3CTraceContextPropagator()
  const scopes = new AsyncLocalStorage<Scope>()

  // Core begins its spans by what it takes for a tracer; they are put below the operation that runs.
  const underOperation = {
    startSpan: (...[name, options]: Parameters<Tracer['startSpan']>) => {
      const scope = scopes.getStore()
      const span = tracer.startSpan(name, options, scope?.parent ?? ROOT_CONTEXT)
      if (scope) scope.current = trace.setSpan(scope.parent, span)
      return span
    },
  } as Tracer
  const observeUpstream = observeWithOpenTelemetry({ tracer: underOperation })

  return {
    begin: ({ transport, type, name }, traceparent) => {
      const carrier = traceparent === null ? {} : { traceparent }
      const caller = propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter)
      const attributes = {
        'graphql.operation.type': type,
        ...(name !== undefined && { 'graphql.operation.name': String(scrub(name.slice(0, 80))) }),
        'grantstream.transport': transport,
      }
      const span = tracer.startSpan(type, { kind: SpanKind.SERVER, attributes }, caller)
      const parent = trace.setSpan(ROOT_CONTEXT, span)
      const scope: Scope = { parent, current: parent }
      return {
        traceId: span.spanContext().traceId,
        run: (work) => scopes.run(scope, work),
        end: ([code]) => {
          if (code !== undefined) span.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR })
          span.end()
        },
      }
    },
    observe: (event) => {
      if (event.kind === 'upstream') observeUpstream(event.event)
    },
    carrying: (transport, tellsUpstream) => (request) =>
      new Observable((subscriber) => {
        const inOperation = AsyncLocalStorage.snapshot()
        const scope = scopes.getStore()
        const headers: Record<string, string> = { ...request.headers }
        if (scope && tellsUpstream) propagator.inject(scope.current, headers, defaultTextMapSetter)
        return transport({ ...request, headers }).subscribe({
          next: (answer) => inOperation(() => subscriber.next(answer)),
          error: (failure) => inOperation(() => subscriber.error(failure)),
          complete: () => inOperation(() => subscriber.complete()),
        })
      }),
  }
}
