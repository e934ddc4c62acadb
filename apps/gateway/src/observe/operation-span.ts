import type { GatewayEvent } from './gateway-event.ts'

type OperationEvent = Extract<GatewayEvent, { kind: 'operation' }>

/** The span of an operation that runs. */
export interface OperationSpan {
  readonly traceId: string
  /** Runs work as a part of it: calls of the upstream that the work makes become its children. */
  run<T>(work: () => T): T
  /** To be called once; of a stream when that is over. */
  end(errorCodes: readonly string[]): void
}

/** Begins the span of an operation, as a child of the one that the caller names by `traceparent`, if it does. */
export type BeginOperation = (
  operation: Pick<OperationEvent, 'transport' | 'type' | 'name'>,
  traceparent: string | null,
) => OperationSpan
