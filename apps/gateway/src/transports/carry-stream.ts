import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import type { ExecutionResult } from 'graphql'
import type { StreamProgress } from '../streams/stream-progress.ts'
import type { Backlog } from './backlog.ts'
import { serverSentEvents } from './server-sent-events.ts'
import type { StreamSettings } from './stream-settings.ts'
import { watchWrites } from './watch-writes.ts'

/** Whom a stream is carried to. */
export interface StreamCarrier {
  /** There is none in process. */
  readonly res?: ServerResponse
  readonly progress?: StreamProgress
}

export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  // For proxies that would hold events back until they have many.
  'x-accel-buffering': 'no',
}

/**
 * The body that carries results as server-sent events. A reader who takes nothing for too long is let go: its
 * connection is destroyed, whatever waits for it forgotten.
 */
export const carryStream = (
  results: AsyncIterable<ExecutionResult>,
  { res, progress = {} }: StreamCarrier,
  { pingMs, retryMs, writeDeadlineMs }: StreamSettings,
  backlog: Backlog,
): Readable => {
  const reader = {
    letGo: () => {
      progress.cutFor ??= 'slow-reader'
      body.destroy()
      res?.socket?.destroy()
    },
  }
  const onRest = (length: number) => backlog.hold(reader, length)
  const body = serverSentEvents(results, { pingMs, retryMs, onRest })
  progress.cut = reader.letGo
  // A response keeps the socket that it was closed with.
  if (res?.socket && !res.destroyed) {
    const unwatch = watchWrites(res.socket, writeDeadlineMs, reader.letGo)
    res.on('close', () => {
      unwatch()
      // Where the reader was gone before its answer began, nobody else would.
      body.destroy()
    })
  } else if (res) body.destroy()
  return body
}
