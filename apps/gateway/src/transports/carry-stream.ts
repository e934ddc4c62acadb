import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { ExecutionResult } from 'graphql'
import type { StreamProgress } from '../streams/stream-progress.ts'
import type { Backlog } from './backlog.ts'
import { type EventSink, pieceLength, ServerSentEvents } from './server-sent-events.ts'
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
 * Writes results as server-sent events to a response whose head is written. A reader who takes nothing for too long is
 * let go: its connection is destroyed, whatever waits for it forgotten.
 */
export const carryStream = (
  results: AsyncIterable<ExecutionResult>,
  carrier: StreamCarrier & { readonly res: ServerResponse },
  settings: StreamSettings,
  backlog: Backlog,
): void => {
  const events = eventsTo(carrier.res, results, carrier, settings, backlog)
  carrier.res.on('drain', () => events.pull())
  events.pull()
}

/** The same as a body that somebody else hands to the reader. Destroying it returns the results. */
export const streamBody = (
  results: AsyncIterable<ExecutionResult>,
  carrier: StreamCarrier,
  settings: StreamSettings,
  backlog: Backlog,
): Readable => {
  const body = new Readable({
    highWaterMark: pieceLength,
    // Nothing begins before: a body that nobody ever reads is not destroyed either.
    read: () => events.pull(),
    destroy: (failure, done) => {
      events.close()
      done(failure)
    },
  })
  const sink: EventSink = {
    write: (piece) => body.push(piece),
    end: () => body.push(null),
    destroy: () => body.destroy(),
    get writableLength() {
      return body.readableLength
    },
  }
  const events = eventsTo(sink, results, carrier, settings, backlog)
  return body
}

const eventsTo = (
  sink: EventSink,
  results: AsyncIterable<ExecutionResult>,
  { res, progress = {} }: StreamCarrier,
  { pingMs, retryMs, writeDeadlineMs }: StreamSettings,
  backlog: Backlog,
): ServerSentEvents => {
  const reader = {
    letGo: () => {
      progress.cutFor ??= 'slow-reader'
      events.close()
      sink.destroy()
      res?.socket?.destroy()
    },
  }
  const onRest = (length: number) => backlog.hold(reader, length)
  const events = new ServerSentEvents(results, sink, { pingMs, retryMs, onRest })
  progress.cut = reader.letGo
  // A response keeps the socket that it was closed with.
  if (res?.socket && !res.destroyed) {
    const unwatch = watchWrites(res.socket, writeDeadlineMs, reader.letGo)
    res.on('close', () => {
      unwatch()
      // Where the reader was gone before its answer began, nobody else would.
      events.close()
    })
  } else if (res) events.close()
  return events
}
