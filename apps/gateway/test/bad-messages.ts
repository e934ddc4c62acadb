import { WebSocket } from 'ws'
import { type BadRequest, inShort, type Target } from './bad-requests.ts'

interface Conversation {
  readonly protocols?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
  /** Sent when the socket is open, one after the other. */
  readonly messages?: readonly (object | string | Uint8Array)[]
  /** Sent once the login is acknowledged. */
  readonly operation?: object
  /** Written to the connection itself, past the framing. */
  readonly bytes?: Uint8Array
}

/** What a WebSocket is closed with, or the first error that it is told, or the answer that refuses it. */
const converse =
  ({
    protocols = ['graphql-transport-ws'],
    headers = {},
    path = '/graphql',
    messages = [],
    operation,
    bytes,
  }: Conversation) =>
  async ({ url, token }: Target): Promise<string> => {
    const socket = new WebSocket(url.replace('http', 'ws') + path, [...protocols], { headers })
    // What the other side breaks off is told by the close that follows.
    socket.on('error', () => undefined)
    const answered = new Promise<string>((resolve) => {
      socket.on('unexpected-response', async (_request, response) => {
        const text = (await response.setEncoding('utf8').toArray()).join('')
        resolve(inShort(response.statusCode ?? 0, text))
      })
      socket.on('close', (code) => resolve(`closed ${code}`))
      socket.on('message', (data) => {
        const text = String(data)
        const { type } = JSON.parse(text)
        if (type === 'connection_ack' && operation) socket.send(JSON.stringify(operation))
        if (type === 'error') resolve(inShort('error', text))
      })
    })
    socket.on('open', () => {
      for (const message of messages) {
        const isRaw = typeof message === 'string' || message instanceof Uint8Array
        socket.send(isRaw ? message : JSON.stringify(message).replace('TOKEN', token))
      }
      if (bytes) writePastFraming(socket, bytes)
    })
    const answer = await answered
    socket.terminate()
    return answer
  }

const writePastFraming = (socket: WebSocket, bytes: Uint8Array): void => {
  const { _socket } = socket as unknown as { readonly _socket: { write(bytes: Uint8Array): void } }
  _socket.write(bytes)
}

const login = { type: 'connection_init', payload: { authorization: 'Bearer TOKEN' } }
const subscribe = (query: string, variables = {}) => ({ id: '1', type: 'subscribe', payload: { query, variables } })
const deep = `${'{ a '.repeat(100)}${'}'.repeat(100)}`

/** Bad input on a WebSocket. */
export const badMessages: readonly BadRequest[] = [
  {
    what: 'a page of an origin that is not listed',
    answer: '403 ORIGIN_NOT_ALLOWED',
    send: converse({ headers: { origin: 'https://evil.example' } }),
  },
  { what: 'another path', answer: '404 NOT_FOUND', send: converse({ path: '/elsewhere' }) },
  { what: 'no word of the protocol', answer: 'closed 4406', send: converse({ protocols: [] }) },
  { what: 'no token', answer: 'closed 4401', send: converse({ messages: [{ type: 'connection_init' }] }) },
  {
    what: 'an operation before the login',
    answer: 'closed 4401',
    send: converse({ messages: [subscribe('{ __typename }')] }),
  },
  { what: 'two logins', answer: 'closed 4429', send: converse({ messages: [login, login] }) },
  { what: 'a message that is no JSON', answer: 'closed 4400', send: converse({ messages: [login, '{'] }) },
  {
    what: 'a message of a type that there is not',
    answer: 'closed 4400',
    send: converse({ messages: [login, { type: 'nonsense' }] }),
  },
  {
    what: 'an operation whose id is a number',
    answer: 'closed 4400',
    send: converse({ messages: [login, { ...subscribe('{ __typename }'), id: 1 }] }),
  },
  {
    what: 'a message that only a server sends',
    answer: 'closed 4400',
    send: converse({ messages: [login, { type: 'next', id: '1', payload: {} }] }),
  },
  {
    what: 'a message of binary garbage',
    answer: 'closed 4400',
    send: converse({ messages: [login, Uint8Array.from([0, 255, 1, 254])] }),
  },
  {
    what: 'binary garbage past the framing',
    answer: 'closed 1002',
    send: converse({ messages: [login], bytes: Uint8Array.from([255, 255, 255, 255, 0, 1]) }),
  },
  {
    what: 'a message that is too large',
    answer: 'closed 1009',
    send: converse({ messages: [login, 'x'.repeat(100_001)] }),
  },
  {
    what: 'a document that does not parse',
    answer: 'error GRAPHQL_PARSE_FAILED',
    send: converse({ messages: [login], operation: subscribe('{') }),
  },
  {
    what: 'a query that is too deep',
    answer: 'error LIMIT_EXCEEDED',
    send: converse({ messages: [login], operation: subscribe(deep) }),
  },
  {
    what: 'a variable of another type',
    answer: 'error INVALID_INPUT',
    send: converse({
      messages: [login],
      operation: subscribe('query ($n: Int) { oauthClients(first: $n) { totalCount } }', { n: 'x' }),
    }),
  },
]
