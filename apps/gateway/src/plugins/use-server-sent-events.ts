import type { ServerResponse } from 'node:http'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import type { Backlog } from '../transports/backlog.ts'
import { serverSentEvents } from '../transports/server-sent-events.ts'
import type { StreamSettings } from '../transports/stream-settings.ts'
import { watchWrites } from '../transports/watch-writes.ts'

interface ServerContext extends Partial<GatewayContext> {
  /** There is none in process. */
  readonly res?: ServerResponse
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // For proxies that would hold events back until they have many.
  'x-accel-buffering': 'no',
}

/**
 * Carries subscriptions as server-sent events. A reader who takes nothing for too long is let go: its connection is
 * destroyed, whatever waits for it forgotten. Yoga's own would let it wait for ever, and tell nothing of it.
 */
export const useServerSentEvents = (
  { pingMs, retryMs, writeDeadlineMs }: StreamSettings,
  backlog: Backlog,
): Plugin<object, ServerContext> => ({
  onResponse({ response }) {
    // Yoga keeps the connection of a single event for a caller who asked for its end.
    response.headers.delete('connection')
  },
  onResultProcess({ result, serverContext, resultProcessor, setResultProcessor }) {
    if (!isAsyncIterable(result) || resultProcessor === undefined) return
    setResultProcessor((results, fetchAPI) => {
      const { res, progress = {} } = serverContext
      const reader = {
        letGo: () => {
          progress.cutFor ??= 'slow-reader'
          body.destroy()
          res?.socket?.destroy()
        },
      }
      const onRest = (length: number) => backlog.hold(reader, length)
      const body = serverSentEvents(results as AsyncIterable<object>, { pingMs, retryMs, onRest })
      progress.cut = reader.letGo
      // A response keeps the socket that it was closed with.
      if (res?.socket && !res.destroyed) {
        const unwatch = watchWrites(res.socket, writeDeadlineMs, reader.letGo)
        res.once('close', () => {
          unwatch()
          // Where the reader was gone before its answer began, nobody else would.
          body.destroy()
        })
      } else if (res) body.destroy()
      return new fetchAPI.Response(body as unknown as BodyInit, { headers })
    }, 'text/event-stream')
  },
})
