import type { ExecutionResult } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { Backlog } from '../transports/backlog.ts'
import { type StreamCarrier, streamBody, streamHeaders } from '../transports/carry-stream.ts'
import type { StreamSettings } from '../transports/stream-settings.ts'

/** Carries subscriptions as server-sent events. Yoga's own would let a stalled reader wait for ever, and tell nothing of it. */
export const useServerSentEvents = (settings: StreamSettings, backlog: Backlog): Plugin<object, StreamCarrier> => ({
  onResponse({ response }) {
    // Yoga keeps the connection of a single event for a caller who asked for its end.
    response.headers.delete('connection')
  },
  onResultProcess({ result, serverContext, resultProcessor, setResultProcessor }) {
    if (!isAsyncIterable(result) || resultProcessor === undefined) return
    setResultProcessor((results, fetchAPI) => {
      const body = streamBody(results as AsyncIterable<ExecutionResult>, serverContext, settings, backlog)
      return new fetchAPI.Response(body as unknown as BodyInit, { headers: { ...streamHeaders } })
    }, 'text/event-stream')
  },
})
