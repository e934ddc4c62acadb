import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { sendNodeResponse } from '@whatwg-node/server'
import { type ExecutionResult, GraphQLError } from 'graphql'
import { type GraphQLParams, isAsyncIterable } from 'graphql-yoga'
import type { Authenticate, Identity } from '../guards/identity.ts'
import type { RequestGuard } from '../guards/request-guards.ts'
import { readBearerToken } from '../server/read-bearer-token.ts'
import { streamHeaders } from './carry-stream.ts'
import { HeadOfNode, type RequestHead } from './request-head.ts'
import { Rounds } from './rounds.ts'
import type { OperationContext, RunOperation } from './run-operation.ts'

export interface PostOptions {
  readonly path: string
  readonly bodyBytes: number
  readonly guards: readonly RequestGuard[]
  readonly authenticate: Authenticate
  readonly run: RunOperation
  /** What runs a query that is known, and so changes nothing: equal ones may be answered together. */
  readonly knownQuery: (params: GraphQLParams) => KnownQuery | undefined
  /** Writes the results of a subscription to a response whose head is written. */
  readonly carry: (results: AsyncIterable<ExecutionResult>, to: OperationContext & { res: ServerResponse }) => void
  /** Reports a failure that nobody foresaw; what the caller gets to see of it. */
  readonly mask: (failure: unknown) => GraphQLError
  /** The answer that tells any other result than data alone, in this media type. */
  readonly respond: (result: ExecutionResult, type: string) => Promise<Response>
  /** Answers every other request; nobody is asked again who sent one that was authenticated already. */
  readonly otherwise: (request: IncomingMessage, response: ServerResponse, known?: Authenticated) => void
  /** Answers a request whose body was read already. */
  readonly fetch: (request: Request) => Promise<Response> | Response
}

export interface Authenticated {
  readonly authentication?: Promise<Identity>
}

type KnownQuery = (context: OperationContext) => ReturnType<RunOperation>

interface Answer {
  readonly result: Awaited<ReturnType<RunOperation>>
  /** The result in JSON, when it is one and has no errors. */
  readonly text?: string
}

/**
 * Answers the requests that there are most of without a `Request` and a `Response`, which cost more than all the rest
 * of a small query and of a stream: one operation in JSON by POST, answered in JSON or as server-sent events. It refuses
 * nothing itself: what a guard has something against goes the long way. Requests of one connection are answered one after
 * the other, and none is begun before its turn.
 */
export const answerPosts = (options: PostOptions): RequestListener => {
  const { guards, authenticate, run, knownQuery, carry, mask, respond, otherwise, fetch } = options
  const rounds = new Rounds<Answer>()

  /** Equal queries with one token are run together: never with another's, which the upstream might answer otherwise. */
  const answerTogether = (query: KnownQuery, key: string, head: RequestHead, identity: Identity) => {
    const { method, url, headers } = head
    const runOnce = async (signal: AbortSignal): Promise<Answer> =>
      answerOf(await query({ request: { method, url, headers, signal } as Request, identity, progress: {} }))
    return rounds.ask(key, runOnce, head.signal)
  }

  /** Guards of parameters throw what they refuse with. */
  const refused = (failure: unknown): ExecutionResult => ({
    errors: [failure instanceof GraphQLError ? failure : mask(failure)],
  })

  const answer = async (request: IncomingMessage, response: ServerResponse, head: RequestHead, type: string) => {
    const token = readBearerToken(head.headers) ?? ''
    const authentication = authenticate(token)
    const identity = await authentication.catch(() => undefined)
    if (!identity) return otherwise(request, response, { authentication })
    const body = (await readBody(request)).toString()
    const params = readParams(body)
    if (!params) return sendNodeResponse(await fetch(requestOf(request, head, body)), response, request, false)
    const context: OperationContext = { request: head as Request, identity, progress: {} }
    const query = knownQuery(params)
    const { result, text } = query
      ? await answerTogether(query, `${token} ${body}`, head, identity)
      : answerOf(await run({ ...params }, context).catch(refused))
    if (isAsyncIterable(result)) {
      response.writeHead(200, { ...streamHeaders, 'cache-control': 'no-store' })
      return carry(result, { ...context, res: response })
    }
    if (text !== undefined && type !== eventStream) return send(response, type, text)
    await sendNodeResponse(await respond(result, type), response, request, false)
  }

  const listener: RequestListener = (request, response) => {
    // It came behind another of its connection: before its turn nobody would tell that its caller is gone.
    if (!response.socket) return void response.once('socket', () => listener(request, response))
    const type = isPlain(request, options) ? answerTypeOf(request) : undefined
    const head = new HeadOfNode(request, response)
    if (type === undefined || guards.some(({ refusal }) => refusal(head))) return otherwise(request, response)
    answer(request, response, head, type).catch((failure: unknown) => {
      // Not for a caller who left while sending.
      if (!request.errored) mask(failure)
      response.destroy()
    })
  }
  return listener
}

const isPlain = ({ method, url, headers }: IncomingMessage, { path, bodyBytes }: PostOptions): boolean =>
  method === 'POST' &&
  url === path &&
  // Pages of other origins are told in headers that they may read the answer.
  headers.origin === undefined &&
  headers['content-encoding'] === undefined &&
  URL.canParse(`http://${headers.host}`) &&
  Number(headers['content-length']) <= bodyBytes

const eventStream = 'text/event-stream'
const answerTypes = ['application/json', 'application/graphql-response+json', eventStream]

/** The media type of the answer; undefined when the caller asks for a choice of them. */
const answerTypeOf = ({ headers: { accept = '*/*' } }: IncomingMessage): string | undefined =>
  accept === '*/*' ? answerTypes[0] : answerTypes.find((type) => type === accept)

const readBody = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      resolve(Buffer.concat(chunks))
      // A stream keeps its request, which would keep its body by them.
      request.removeAllListeners()
    })
    request.on('error', reject)
  })

/** Undefined for what is no JSON object: the long way knows how to refuse that. */
const readParams = (body: string): GraphQLParams | undefined => {
  try {
    const params: unknown = JSON.parse(body)
    return typeof params === 'object' && params !== null && !Array.isArray(params) ? params : undefined
  } catch {
    return undefined
  }
}

const answerOf = (result: Answer['result']): Answer =>
  isAsyncIterable(result) || result.errors ? { result } : { result, text: JSON.stringify(result) }

const requestOf = ({ headersDistinct }: IncomingMessage, { url, method }: RequestHead, body: string): Request => {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const value of values) headers.append(name, value)
  return new Request(url, { method, headers, body })
}

const send = (response: ServerResponse, type: string, body: string): void => {
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  response.end(body)
}
