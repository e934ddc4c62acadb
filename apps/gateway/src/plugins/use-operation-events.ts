import { type ExecutionArgs, type ExecutionResult, type GraphQLError, getOperationAST } from 'graphql'
import { isAsyncIterable, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import type { GatewayEvent, ObserveGateway } from '../observe/gateway-event.ts'
import type { BeginOperation, OperationSpan } from '../observe/operation-span.ts'
import { transportOf } from '../streams/transport-of.ts'

type Context = GatewayContext & YogaInitialContext
type Errors = readonly GraphQLError[] | undefined

/**
 * Tells of every operation that runs, once, and of every document that is refused; what else guards refuse they tell
 * themselves. To be listed last, so that only what passed the guards is told of as running.
 */
export const useOperationEvents = (observe: ObserveGateway, begin?: BeginOperation): Plugin<Context> => {
  const tell = (
    event: Omit<Extract<GatewayEvent, { kind: 'operation' }>, 'kind' | 'durationMs'>,
    startedAtMs: number,
  ) => observe({ kind: 'operation', ...event, durationMs: performance.now() - startedAtMs })
  const tellInvalid = (errors: Errors, request: Request, startedAtMs: number, fallback: string) => {
    const facts = { transport: transportOf(request), type: 'invalid', name: undefined } as const
    tell({ ...facts, errorCodes: codesOf(errors, fallback), correlationIds: [] }, startedAtMs)
  }
  const start = (args: ExecutionArgs) => {
    const { transport, request } = args.contextValue as Context
    const operation = getOperationAST(args.document, args.operationName)
    const facts = { transport, type: operation?.operation ?? 'invalid', name: operation?.name?.value } as const
    const span = begin?.(facts, request.headers.get('traceparent'))
    const startedAtMs = performance.now()
    const done = (errors: Errors): void => {
      const traceId = span && { traceId: span.traceId }
      const codes = codesOf(errors, 'INTERNAL_SERVER_ERROR')
      tell({ ...facts, ...traceId, errorCodes: codes, correlationIds: correlationIdsOf(errors) }, startedAtMs)
    }
    return { span, done }
  }

  return {
    onParse({ context }) {
      const startedAtMs = performance.now()
      return ({ result }) => {
        if (result instanceof Error)
          tellInvalid([result as GraphQLError], context.request, startedAtMs, 'GRAPHQL_PARSE_FAILED')
      }
    },
    onValidate({ context }) {
      const startedAtMs = performance.now()
      return ({ valid, result }) => {
        if (!valid) tellInvalid(result as Errors, context.request, startedAtMs, 'GRAPHQL_VALIDATION_FAILED')
      }
    },
    onExecute({ args, executeFn, setExecuteFn }) {
      const { span, done } = start(args as ExecutionArgs)
      if (span) setExecuteFn((given) => span.run(() => executeFn(given)))
      return {
        onExecuteDone({ result }) {
          const { errors } = result as ExecutionResult
          done(errors)
          span?.end(codesOf(errors, 'INTERNAL_SERVER_ERROR'))
        },
      }
    },
    onSubscribe({ args }) {
      const { span, done } = start(args as ExecutionArgs)
      return {
        onSubscribeResult({ result, setResult }) {
          const errors = isAsyncIterable(result) ? undefined : (result as ExecutionResult).errors
          done(errors)
          if (span && isAsyncIterable(result)) setResult(inSpan(result as AsyncIterable<ExecutionResult>, span))
          else span?.end(codesOf(errors, 'INTERNAL_SERVER_ERROR'))
        },
      }
    },
  }
}

/** The results with everything that is done for them a part of the span, which ends with them. */
const inSpan = (
  results: AsyncIterable<ExecutionResult>,
  span: OperationSpan,
): AsyncIterableIterator<ExecutionResult> => {
  const iterator = results[Symbol.asyncIterator]()
  const codes = new Set<string>()
  let hasEnded = false
  const end = () => {
    if (!hasEnded) span.end([...codes])
    hasEnded = true
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      try {
        const next = await span.run(() => iterator.next())
        if (next.done) end()
        else for (const code of codesOf(next.value.errors, 'INTERNAL_SERVER_ERROR')) codes.add(code)
        return next
      } catch (failure) {
        end()
        throw failure
      }
    },
    async return() {
      end()
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
}

const codesOf = (errors: Errors = [], fallback: string): string[] => [
  ...new Set(errors.map(({ extensions }) => (typeof extensions?.code === 'string' ? extensions.code : fallback))),
]

const correlationIdsOf = (errors: Errors = []): string[] =>
  errors.flatMap(({ extensions }) => (typeof extensions?.correlationId === 'string' ? extensions.correlationId : []))
