import type { OperationId, operations } from '@grantstream/contract'
import type { FastifyRequest, RouteHandlerMethod } from 'fastify'
import { callerOf } from '../steps/authenticate.ts'
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
  readonly authorization: string | undefined
}

/** What to answer; without a body there is none. */
export interface Answer {
  readonly status: number
  readonly body?: object
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
  async (request, reply) => {
    const { status, headers = {}, body } = await answer(request)
    return reply.code(status).headers(headers).send(body)
  }

const toCall = <Id extends OperationId>({ params, query, body, headers }: FastifyRequest): Call<Id> =>
  ({ path: params, query, body, authorization: headers.authorization }) as Call<Id>
