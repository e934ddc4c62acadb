import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An origin of its own for the pages of a test. */
export interface Origin {
  /** `http://127.0.0.1:port`. */
  readonly url: string
  /** Resolves when every connection is closed, those in use included. */
  close(): Promise<void>
}

/** Serves `listener` on any free port of this machine. */
export const serveOrigin = async (listener: RequestListener): Promise<Origin> => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
