import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the upstream does with a request; may answer late, or never. */
export type Respond = (request: { readonly path: string; readonly token: string }, answer: Answer) => void
export type Answer = (status: number, body: object) => void

export interface SoakUpstream {
  readonly url: string
  /** Requests that wait for their answer at this moment. */
  readonly underWay: () => number
  readonly requests: () => number
  close(): Promise<void>
}

/** An upstream on a real socket that takes any number of requests and remembers none of them. */
export const serveUpstream = async (respond: Respond, port = 0): Promise<SoakUpstream> => {
  const underWay = new Set<ServerResponse>()
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    respond({ path: request.url ?? '', token }, (status, body) => {
      if (response.destroyed) return
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    underWay: () => underWay.size,
    requests: () => requests,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Whom a token stands for: what comes before its dash. */
export const principalOf = (token: string): object => ({
  organization: { id: 'o1' },
  OAuthClient: { id: token.split('-')[0], authorizedGrantType: 'CLIENT-CREDENTIALS' },
})
