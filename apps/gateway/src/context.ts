import {
  isApiError,
  type OAuthApi,
  type OAuthClient,
  type OAuthClientEntityListing,
  type Transport,
  type UsagePollOptions,
} from '@grantstream/core'
import { GraphQLError } from 'graphql'
import { firstValueFrom, type Observable, Subscription } from 'rxjs'
import { countingApi } from './guards/counting-api.ts'
import type { Identity } from './guards/identity.ts'
import type { GatewayTransport, ObserveGateway } from './observe/gateway-event.ts'
import type { Caller } from './principal/caller.ts'
import type { Callers } from './principal/callers.ts'
import type { Principal } from './principal/principal.ts'
import type { ScopeDescriptions } from './principal/scope-catalogue.ts'
import { readBearerToken } from './server/read-bearer-token.ts'
import type { SharedPolls } from './streams/shared-polls.ts'
import type { StreamProgress } from './streams/stream-progress.ts'
import { transportOf } from './streams/transport-of.ts'
import { toRefusal } from './to-refusal.ts'

/** Where a gateway gets its answers from. */
export interface Upstream {
  /** Origin of the API. A caller's token is sent there and nowhere else. */
  readonly apiUrl: string
  readonly transport?: Transport
  /** Milliseconds that one exchange may take, its body included; 30000 by default. */
  readonly timeoutMs?: number
  /** Calls that one token may make in a minute; more wait for their turn. 300 by default. */
  readonly callsPerMinute?: number
  /** URL of the login host; needed when the gateway logs in for its own callers. */
  readonly loginUrl?: string
  /** How to follow usage executions; as core does by default. */
  readonly polling?: UsagePollOptions
}

/** What the requests of a gateway share. What is kept in it is kept by token or by principal. */
export interface Shared {
  readonly callers: Callers
  readonly polls: SharedPolls
  readonly observe: ObserveGateway
}

export interface ClientList {
  readonly clients: readonly OAuthClient[]
  /** False when the upstream has more than it gave. */
  readonly isWhole: boolean
}

/** What a resolver may reach. One is made for each operation. */
export interface GatewayContext {
  /** That of the caller's token; its calls are counted. */
  readonly api: OAuthApi
  readonly caller: Caller
  /** Whose token it is: looked up once, however often it is asked for, and failing each time as it did. */
  readonly principal: () => Promise<Principal>
  readonly polls: SharedPolls
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal
  /** Closed when the caller is gone: what is added to it then ends. */
  readonly stay: () => Subscription
  /** How many calls of the upstream this request has made so far. */
  readonly spent: () => number
  readonly transport: GatewayTransport
  /** What a subscription and the stream that carries it tell each other. */
  readonly progress: StreamProgress
  /** Told of what happens on the way, such as a value of the upstream that the schema has no name for. */
  readonly observe: ObserveGateway
  /** All clients of the organisation: one upstream call, however often they are asked for. */
  readonly clientList: () => Promise<ClientList>
  /** Descriptions of scopes in the default language: at most one upstream call, and none while they are kept. */
  readonly scopeDescriptions: () => ScopeDescriptions | Promise<ScopeDescriptions>
}

export const createContext = (
  { callers, polls, observe }: Shared,
  request: Request,
  identity: Identity,
  progress: StreamProgress = {},
): GatewayContext => {
  const caller = callers.of(readBearerToken(request.headers) ?? '', identity)
  let calls = 0
  const api = countingApi(caller.api, () => {
    calls += 1
  })
  const { signal } = request
  let stay: Subscription | undefined
  let principal: Promise<Principal> | undefined
  let clients: Promise<ClientList> | undefined
  let descriptions: Promise<ScopeDescriptions> | undefined
  const context: GatewayContext = {
    api,
    caller,
    principal: () => {
      principal ??= ask(context, caller.principal)
      return principal
    },
    polls,
    signal,
    stay: () => {
      stay ??= untilAborted(signal)
      return stay
    },
    spent: () => calls,
    transport: transportOf(request),
    progress,
    observe,
    clientList: () => {
      clients ??= ask(context, api.getOauthClients()).then(listOf)
      return clients
    },
    scopeDescriptions: () => {
      if (caller.scopes.descriptions) return caller.scopes.descriptions
      descriptions ??= ask(context, api.getOauthScopes()).then(({ entities }) =>
        caller.scopes.keep(new Map(entities?.map(({ id, description }) => [id ?? '', description ?? null]))),
      )
      return descriptions
    },
  }
  return context
}

/** The upstream gives all clients at once. Should it begin to give a part, that is told. Source: API facts, section 1. */
const listOf = ({ entities, pageCount = 1 }: OAuthClientEntityListing): ClientList => ({
  clients: entities ?? [],
  isWhole: pageCount <= 1,
})

/** One listener for a document of many reads: each listener of a signal is looked for among all others. */
const untilAborted = (signal: AbortSignal): Subscription => {
  const stay = new Subscription()
  signal.addEventListener('abort', () => stay.unsubscribe(), { once: true })
  return stay
}

/** Runs a read; it is aborted when the caller goes. Rejects with a `Refusal` for whatever core can fail with. */
export const ask = <T>({ signal, stay }: GatewayContext, read: Observable<T>): Promise<T> =>
  // By hand, since there are a great many of them: a merge with the signal would double what a read costs.
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(callerIsGone())
    const reading = read.subscribe({ next: resolve, error: (failure) => reject(refusalOf(failure)) })
    if (reading.closed) return
    const leave = () => {
      reading.unsubscribe()
      reject(callerIsGone())
    }
    stay().add(leave)
    reading.add(() => stay().remove(leave))
  })

/** Runs a change to its end, also when the caller goes: a change that was cut off half-way is damage. */
export const change = <T>(write: Observable<T>): Promise<T> => firstValueFrom(write).catch(rethrow)

/** The refusal that a failure of core is to a reader; other failures as they are. */
export const refusalOf = (failure: unknown): unknown => (isApiError(failure) ? toRefusal(failure) : failure)

const rethrow = (failure: unknown): never => {
  throw refusalOf(failure)
}

/** An error that nobody reads and nothing reports. */
const callerIsGone = () => new GraphQLError('The caller is gone.', { extensions: { code: 'CANCELLED' } })
