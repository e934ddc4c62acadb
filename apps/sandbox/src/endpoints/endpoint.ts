import type { OperationId, operations } from '@grantstream/contract'
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { callerOf } from '../steps/authenticate.ts'
import type { ClientReading } from '../store/clients.ts'
import type { Caller } from '../store/tokens.ts'

type Parameters<Id extends OperationId> = operations[Id]['parameters']
type Content<Id extends OperationId> = operations[Id] extends { requestBody: { content: infer Types } }
  ? Types[keyof Types]
  : undefined

/** A call as an endpoint gets it: validated by the contract, which also types it. */
export interface Call<Id extends OperationId> {
  readonly path: Parameters<Id>['path']
  readonly query: NonNullable<Parameters<Id>['query']>
  readonly body: Content<Id>
  /** The query as it came, without the question mark. */
  readonly search: string
  readonly authorization: string | undefined
  readonly acceptLanguage: string | undefined
  readonly cookie: string | undefined
  /** What is wrong with it by the contract; only of an operation that judges that itself. */
  readonly invalid: FastifyRequest['validationError']
  /** The client that the path names, where it is being read already. */
  readonly clientAhead: ClientReading | null
}

/** What to answer; without a body there is none. */
export interface Answer {
  readonly status: number
  readonly body?: object | string
  readonly headers?: Readonly<Record<string, string>>
}

/** Serves an operation of the login host. */
export type LoginEndpoint<Id extends OperationId> = (call: Call<Id>) => Promise<Answer>

/** Serves an operation of the API; its caller is authenticated and has a permission that the operation asks for. */
export type ApiEndpoint<Id extends OperationId> = (call: Call<Id>, caller: Caller) => Promise<Answer>

export const loginHandler = <Id extends OperationId>(endpoint: LoginEndpoint<Id>): RouteHandlerMethod =>
  handler((request) => endpoint(toCall(request)))

export const apiHandler = <Id extends OperationId>(endpoint: ApiEndpoint<Id>): RouteHandlerMethod =>
  handler((request) => endpoint(toCall(request), callerOf(request)))

const handler =
  (answer: (request: FastifyRequest) => Promise<Answer>): RouteHandlerMethod =>
  async (request, reply) =>
    sendAnswer(reply, await answer(request))

export const sendAnswer = (reply: FastifyReply, { status, headers = {}, body }: Answer): FastifyReply =>
  reply.code(status).headers(headers).send(body)

/** The query of a URL as it came, without the question mark. */
export const searchOf = (url: string): string => url.slice(url.indexOf('?') + 1 || url.length)

const toCall = <Id extends OperationId>(request: FastifyRequest): Call<Id> => {
  const { params, query, body, headers, url, validationError, clientAhead } = request
  return {
    path: params,
    query,
    body,
    search: searchOf(url),
    authorization: headers.authorization,
    acceptLanguage: headers['accept-language'],
    cookie: headers.cookie,
    invalid: validationError,
    clientAhead,
  } as Call<Id>
}
