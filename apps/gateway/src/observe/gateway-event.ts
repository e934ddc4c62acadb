import type { ApiEvent } from '@grantstream/core'
import type { GuardName } from '../guards/guard-name.ts'
import type { StreamEnd } from '../streams/stream-end.ts'

/** How an operation came in. */
export type GatewayTransport = 'POST' | 'GET' | 'SSE' | 'WebSocket'

/**
 * What happens in a gateway, for logs, metrics and traces. Events carry no token, no secret, no variables, and nothing
 * of an answer.
 */
export type GatewayEvent =
  | {
      readonly kind: 'operation'
      readonly transport: GatewayTransport
      /** `invalid` when its document is refused. */
      readonly type: 'query' | 'mutation' | 'subscription' | 'invalid'
      /** As the document names it. */
      readonly name: string | undefined
      readonly durationMs: number
      /** Codes of the errors in the answer, without repeats; of a stream: of its start. */
      readonly errorCodes: readonly string[]
      /** Those that errors in the answer carry: the upstream's, or that of an unexpected failure. */
      readonly correlationIds: readonly string[]
      /** Of the trace that it belongs to, when it is traced. */
      readonly traceId?: string
    }
  | { readonly kind: 'refused'; readonly transport: GatewayTransport; readonly guard: GuardName }
  | { readonly kind: 'stream-opened'; readonly transport: GatewayTransport; readonly field: string }
  | {
      readonly kind: 'stream-ended'
      readonly transport: GatewayTransport
      readonly field: string
      readonly end: StreamEnd
      readonly durationMs: number
    }
  /** A stream joined a poll that was running already. */
  | { readonly kind: 'poll-shared' }
  /** A look was taken for several streams: each but one of them was saved a look of its own. */
  | { readonly kind: 'polls-saved'; readonly count: number }
  /** Milliseconds between a state that the upstream gave and its hand-over to the socket. */
  | { readonly kind: 'delivered'; readonly lagMs: number }
  /** An exchange with the upstream, a retry, a wait: as core tells it. */
  | { readonly kind: 'upstream'; readonly event: ApiEvent }
  /** A value of the upstream that the schema has no name for. */
  | { readonly kind: 'unknown-value'; readonly enumeration: string }
  /** What nobody foresaw; the caller got only the correlation id. */
  | {
      readonly kind: 'unexpected-failure'
      readonly correlationId: string
      readonly name: string
      readonly message: string
    }

/** Told of events as they happen, synchronously. Must not throw. */
export type ObserveGateway = (event: GatewayEvent) => void
