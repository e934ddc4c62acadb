import { setImmediate } from 'node:timers/promises'
import type { LiveStreams } from '../streams/live-streams.ts'
import type { WebSockets } from './web-sockets.ts'

/** The live streams, whose drain also closes the WebSockets that carried some of them, once the streams are gone. */
export const withSockets = (streams: LiveStreams, sockets: WebSockets): LiveStreams => ({
  get size() {
    return streams.size
  },
  get isDraining() {
    return streams.isDraining
  },
  drain: async (windowMs) => {
    await streams.drain(windowMs)
    // The last words are on their way out.
    await setImmediate()
    await sockets.close(Math.min(windowMs, 1000))
  },
})
