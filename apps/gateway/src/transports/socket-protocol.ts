import { type ExecutionArgs, type ExecutionResult, GraphQLError, parse } from 'graphql'
import { type ConnectionInitMessage, makeServer, type Server } from 'graphql-ws'
import { isAsyncIterable } from 'graphql-yoga'
import type { Authenticate } from '../guards/identity.ts'
import type { ObserveGateway } from '../observe/gateway-event.ts'
import { schema } from '../schema/index.ts'
import { type Report, reportFailure } from '../server/report.ts'
import { markAsWebSocket } from '../streams/transport-of.ts'
import type { OperationContext, RunOperation } from './run-operation.ts'
import { type Login, logSocketIn } from './socket-login.ts'
import type { StreamSettings } from './stream-settings.ts'
import { formatted, withoutInternals } from './without-internals.ts'

/** One WebSocket and what is under way on it. */
export interface SocketState {
  /** The request that became the socket. */
  readonly upgrade: Request
  readonly close: (code: number, reason: string) => void
  login?: Login
  /** Whether the client still waits for an operation. */
  isWanted: (id: string) => boolean
  /** By a name that no other operation of the socket has. */
  readonly operations: Map<string, { readonly controller: AbortController; readonly context: OperationContext }>
}

export interface SocketProtocolOptions {
  /** That of Yoga, whose requests keep the signal that they are given. */
  readonly fetchAPI: { readonly Request: typeof Request }
  readonly run: RunOperation
  readonly authenticate: Authenticate
  readonly observe: ObserveGateway
  readonly report: Report
  readonly settings: StreamSettings
}

// Yoga parses, validates and executes, as for every transport; the protocol only needs to know that there is a result.
const document = parse('subscription { result }')

/** The graphql-transport-ws protocol over what every transport runs operations with. */
export const createSocketProtocol = ({
  fetchAPI,
  run,
  authenticate,
  observe,
  report,
  settings,
}: SocketProtocolOptions): Server<SocketState> =>
  makeServer<ConnectionInitMessage['payload'], SocketState>({
    schema,
    connectionInitWaitTimeout: settings.connectionInitMs,
    onConnect: async (context) => {
      const { connectionParams, extra } = context
      const login = await logSocketIn(extra.upgrade, connectionParams, authenticate)
      if ('identity' in login) {
        extra.login = login
        extra.isWanted = (id) => id in context.subscriptions
        return true
      }
      observe({ kind: 'refused', transport: 'WebSocket', guard: 'authentication' })
      extra.close(login.code, login.reason)
      return false
    },
    onSubscribe: async ({ extra }, id, payload): Promise<ExecutionArgs | readonly GraphQLError[]> => {
      const { login, upgrade, operations } = extra
      if (login === undefined || Date.now() >= (login.identity.expiresAtMs ?? Number.POSITIVE_INFINITY)) {
        extra.close(4401, 'Unauthorized')
        return [refusal('UNAUTHENTICATED', 'The access token is not valid, or no longer.')]
      }
      if (operations.size >= settings.operationsPerSocket) {
        observe({ kind: 'refused', transport: 'WebSocket', guard: 'streams' })
        return [refusal('TOO_MANY_OPERATIONS', 'Too many operations are under way on this socket.')]
      }
      const controller = new AbortController()
      const request = markAsWebSocket(
        new fetchAPI.Request(upgrade.url, {
          method: 'POST',
          headers: headersOf(upgrade, login.token),
          signal: controller.signal,
        }),
      )
      const context: OperationContext = { request, identity: login.identity, progress: {} }
      operations.set(id, { controller, context })
      const result = await run({ ...payload }, context).catch((failure: unknown): ExecutionResult => {
        if (failure instanceof GraphQLError) return { errors: [failure] }
        const correlationId = reportFailure(report, failure)
        return { errors: [refusal('INTERNAL_SERVER_ERROR', 'Unexpected error.', { correlationId })] }
      })
      if (isAsyncIterable(result) || result.data !== undefined) return { schema, document, rootValue: result }
      operations.delete(id)
      return asErrors(result.errors)
    },
    subscribe: ({ rootValue }) => rootValue as ExecutionResult | AsyncIterable<ExecutionResult>,
    onNext: (_context, _id, _payload, _args, result) => withoutInternals(result) as ExecutionResult,
    onError: (_context, _id, _payload, errors) => errors.map(formatted),
    onComplete: ({ extra }, id) => {
      extra.operations.delete(id)
    },
  })

const headersOf = ({ headers }: Request, token: string) => {
  const traceparent = headers.get('traceparent')
  return { authorization: `Bearer ${token}`, ...(traceparent && { traceparent }) }
}

const refusal = (code: string, message: string, facts?: object): GraphQLError =>
  new GraphQLError(message, { extensions: { code, ...facts } })

/** The protocol takes instances only; what Yoga masked is plain. */
const asErrors = (errors: ExecutionResult['errors'] = []): GraphQLError[] =>
  errors.map((error) =>
    error instanceof GraphQLError ? error : new GraphQLError(String(Object(error).message), Object(error)),
  )
