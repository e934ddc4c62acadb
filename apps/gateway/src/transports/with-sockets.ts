import type { LiveStreams } from '../streams/live-streams.ts'
import type { WebSockets } from './web-sockets.ts'

/**
 * The live streams, whose drain also closes the WebSockets that carried some of them, once the streams are gone. Queries
 * and mutations on them may finish within the same window.
 */
export const withSockets = (streams: LiveStreams, sockets: WebSockets): LiveStreams => ({
  get size() {
    return streams.size
  },
  get isDraining() {
    return streams.isDraining
  },
  drain: async (windowMs) => {
    const startedAtMs = performance.now()
    await streams.drain(windowMs)
    const leftMs = Math.max(0, windowMs - (performance.now() - startedAtMs))
    await sockets.close(leftMs, Math.min(windowMs * 0.4, 1000))
  },
})
