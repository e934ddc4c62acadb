import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createGateway, type GatewayOptions } from '../create-gateway.ts'
import { observeAll } from '../observe/observe-all.ts'
import { createHttpServer, type HttpServerOptions } from './create-http-server.ts'
import { watchSilentConnections } from './silent-connections.ts'

export interface RunningGateway {
  /** `http://host:port`. */
  readonly url: string
  /** Streams that live at this moment. */
  readonly streams: number
  /** Drains the live streams, lets other requests finish for up to `graceMs`, then cuts what is left. */
  close(graceMs?: number): Promise<void>
}

export interface ListenOptions extends Pick<HttpServerOptions, 'headMs' | 'requestMs'> {
  readonly host: string
  readonly port: number
  /** Milliseconds that an idle connection is kept; 5000 by default. */
  readonly keepAliveMs?: number
  /** Open connections; more are closed as they come. Any number by default. */
  readonly connectionsMax?: number
}

/** Serves a gateway on a port, 0 for any. Rejects when it cannot listen there. */
export const listen = async (
  { host, port, headMs, requestMs, keepAliveMs = 5_000, connectionsMax }: ListenOptions,
  options: GatewayOptions,
): Promise<RunningGateway> => {
  const gateway = createGateway(options)
  const observe = observeAll(options.observe ? [options.observe] : [])
  const onLargeHead = () => observe({ kind: 'refused', transport: 'GET', guard: 'body-bytes' })
  const server = createHttpServer(gateway, { headMs, requestMs, onLargeHead })
  server.keepAliveTimeout = keepAliveMs
  if (connectionsMax !== undefined) server.maxConnections = connectionsMax
  server.on('upgrade', gateway.upgrade)
  const closeSilent = watchSilentConnections(server)
  server.listen(port, host)
  await once(server, 'listening')
  const { address, family, port: actualPort } = server.address() as AddressInfo

  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${actualPort}`,
    get streams() {
      return gateway.streams.size
    },
    async close(graceMs = 2000) {
      const deadline = setTimeout(() => server.closeAllConnections(), graceMs)
      // Still listening: whoever comes meanwhile is told by /ready, and by 503 to a new stream, to go elsewhere.
      await gateway.streams.drain(graceMs * 0.7)
      const closed = once(server, 'close')
      server.close()
      // A connection that carried a stream turns idle only now and would otherwise be kept alive.
      const sweep = setInterval(() => {
        server.closeIdleConnections()
        closeSilent()
      }, 20)
      await closed
      clearInterval(sweep)
      clearTimeout(deadline)
    },
  }
}
