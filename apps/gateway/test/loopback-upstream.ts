import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** True once the caller has let go of it before its answer was sent. */
  abandoned: boolean
}

export interface LoopbackAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Undefined lets the caller wait for ever. */
export type Answers = (request: SeenRequest) => LoopbackAnswer | undefined

export interface LoopbackUpstream {
  readonly url: string
  readonly requests: readonly SeenRequest[]
  close(): Promise<void>
}

const scopesOnly: Answers = ({ path }) =>
  path.startsWith('/api/v2/oauth/scopes')
    ? { body: { entities: [{ id: 'users' }] } }
    : { body: { entities: [{ scope: 'not the list that the contract says' }] } }

/** An upstream on a real socket for what a sandbox cannot be made to do; remembers its requests. */
export const startLoopbackUpstream = async ({ answers = scopesOnly } = {}): Promise<LoopbackUpstream> => {
  const requests: SeenRequest[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    const seen: SeenRequest = { method, path: url, headers, abandoned: false }
    requests.push(seen)
    response.on('close', () => {
      seen.abandoned = !response.writableFinished
    })
    const answer = answers(seen)
    if (!answer) return
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
    response.end(JSON.stringify(answer.body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
