import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGateway, type Gateway, type GatewayOptions } from '../src/create-gateway.ts'
import { createHttpServer } from '../src/server/create-http-server.ts'

export interface SoakGateway {
  readonly port: number
  readonly gateway: Gateway
  readonly server: Server
  close(): Promise<void>
}

/** A gateway on a real socket, with its insides open to be counted. */
export const serveGateway = async (options: GatewayOptions): Promise<SoakGateway> => {
  const gateway = createGateway({ streamLimits: { total: 100_000, perPrincipal: 100_000 }, ...options })
  const server = createHttpServer(gateway)
  server.on('upgrade', gateway.upgrade)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    gateway,
    server,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      await gateway.streams.drain(1000)
      server.closeAllConnections()
      await closed
    },
  }
}
