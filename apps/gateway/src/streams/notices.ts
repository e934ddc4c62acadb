import type { ExecutionResult } from 'graphql'
import type { StreamEnd } from './stream-end.ts'

/** Results that bring no data, but news of the stream in `extensions`. Data is null: clients skip such results. */

/** Tells a reader who asked for it that the stream lives. */
export const heartbeat: ExecutionResult = { data: null, extensions: { heartbeat: true } }

/** The last word of a stream that ends before its execution does. */
export const lastWord = (reason: StreamEnd, retryAfterMs?: number): ExecutionResult => ({
  data: null,
  extensions: { streamEnd: { reason, ...(retryAfterMs !== undefined && { retryAfterMs }) } },
})

/** The last result of a stream, telling that and why it is the last. */
export const asLast = (result: ExecutionResult, reason: StreamEnd): ExecutionResult => ({
  ...result,
  extensions: { ...result.extensions, streamEnd: { reason } },
})
