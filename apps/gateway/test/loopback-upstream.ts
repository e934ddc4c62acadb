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
export type Answers = (request: SeenRequest) => LoopbackAnswer | undefined | Promise<LoopbackAnswer | undefined>

export interface LoopbackUpstream {
  readonly url: string
  readonly requests: readonly SeenRequest[]
  /** Those for `tokens/me`, which are answered aside: not everybody who asks shares something. */
  readonly lookUps: readonly SeenRequest[]
  close(): Promise<void>
}

const scopesOnly: Answers = ({ path }) =>
  path.startsWith('/api/v2/oauth/scopes')
    ? { body: { entities: [{ id: 'users' }] } }
    : { body: { entities: [{ scope: 'not the list that the contract says' }] } }

/** Each token stands for a client of its own, named after it. */
const whose: Answers = ({ headers }) => ({
  body: {
    organization: { id: 'o1' },
    OAuthClient: { id: `client of ${headers.authorization}`, authorizedGrantType: 'CLIENT-CREDENTIALS' },
  },
})

/** An upstream on a real socket for what a sandbox cannot be made to do; remembers its requests. */
export const startLoopbackUpstream = async ({
  answers = scopesOnly,
  tokens = whose,
  port = 0,
} = {}): Promise<LoopbackUpstream> => {
  const requests: SeenRequest[] = []
  const lookUps: SeenRequest[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    const seen: SeenRequest = { method, path: url, headers, abandoned: false }
    const isLookUp = url === '/api/v2/tokens/me'
    ;(isLookUp ? lookUps : requests).push(seen)
    response.on('close', () => {
      seen.abandoned = !response.writableFinished
    })
    const answer = await (isLookUp ? tokens : answers)(seen)
    if (!answer) return
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
    response.end(JSON.stringify(answer.body))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    lookUps,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
