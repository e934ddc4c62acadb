import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createGateway, type GatewayOptions } from '../create-gateway.ts'
import { createHttpServer, type HttpServerOptions } from './create-http-server.ts'

export interface RunningGateway {
  /** `http://host:port`. */
  readonly url: string
  /** Drains the live streams, lets other requests finish for up to `graceMs`, then cuts what is left. */
  close(graceMs?: number): Promise<void>
}

export interface ListenOptions extends Pick<HttpServerOptions, 'headMs' | 'requestMs'> {
  readonly host: string
  readonly port: number
}

/** Serves a gateway on a port, 0 for any. Rejects when it cannot listen there. */
export const listen = async (
  { host, port, headMs, requestMs }: ListenOptions,
  options: GatewayOptions,
): Promise<RunningGateway> => {
  const gateway = createGateway(options)
  const onLargeHead = () => options.observe?.({ kind: 'refused', transport: 'GET', guard: 'body-bytes' })
  const server = createHttpServer(gateway.listener, { headMs, requestMs, onLargeHead })
  server.listen(port, host)
  await once(server, 'listening')
  const { address, family, port: actualPort } = server.address() as AddressInfo

  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${actualPort}`,
    async close(graceMs = 2000) {
      const closed = once(server, 'close')
      server.close()
      gateway.streams.drain(graceMs / 2)
      // A connection that carried a stream turns idle only now and would otherwise be kept alive.
      const sweep = setInterval(() => server.closeIdleConnections(), 20)
      const deadline = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearInterval(sweep)
      clearTimeout(deadline)
    },
  }
}
