import { asyncScheduler, type SchedulerLike } from 'rxjs'
import type { Auth } from '../auth/auth.ts'
import type { Budget } from '../budget/budget.ts'
import { MalformedAnswerError } from '../errors.ts'
import type { Observe } from '../observe/api-event.ts'
import type { Watching } from '../observe/observing.ts'
import { readOrRefuse } from '../refuse.ts'
import type { Answer, Emitted, Form } from './answer.ts'
import { type AttemptAccess, createAttempt } from './attempt.ts'
import {
  aFunction,
  aScheduler,
  type CallOptions,
  milliseconds,
  type Rules,
  readHeaders,
  requireOptions,
  withMethod,
} from './call-options.ts'
import type { Exchange, Layer, Operation } from './exchange.ts'
import { correlationIdOf, parseObject } from './json.ts'
import { requireUrl } from './require-url.ts'
import { called, createSend } from './send.ts'
import { fetchTransport, type HttpResponse, type Transport } from './transport.ts'

/**
 * Calls an operation of the API. Builds the request at once, so that a bad argument throws; sends it per subscription.
 * Emits what the API answers, once; `T` is what the contract says of it.
 */
export type Call<F extends Form = 'value'> = <T>(operation: Operation, options?: CallOptions) => Answer<F, T>

/** Where the API is and how to reach it. */
export interface CallConfig {
  /** The URL of the API: `...hostsOf('eu-west-1')` gives it and the next one. */
  readonly apiUrl: string
  /** The URL of the login host, for an Auth that logs in. */
  readonly loginUrl?: string | undefined
  readonly auth: Auth
  /** Sends the requests; `fetchTransport` by default. */
  readonly transport?: Transport | undefined
  /** Milliseconds that one exchange may take, its body included; 30000 by default. */
  readonly timeoutMs?: number | undefined
  /** The clock of timeouts and tokens; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike | undefined
  /** Watches every call; what `observing` made. Nobody does by default, and nothing is told. */
  readonly watch?: Watching | undefined
  /** Lets requests wait for their turn; see `createBudget`. None by default. */
  readonly budget?: Budget | undefined
  /** What calls do around their exchanges, the outermost first: `limiting()`, `sharing()`, `retrying()`. Nothing by default. */
  readonly layers?: readonly Layer[] | undefined
}

/** Emits values; `withResponse` emits whole responses. */
export interface CreatedCall extends Call {
  /** Without a slash at the end. */
  readonly apiUrl: string
  readonly withResponse: Call<'response'>
  /** The observer that watches, unable to throw; undefined when nobody does. */
  readonly observe: Observe | undefined
}

/**
 * Makes what the stand-alone operations take first. Throws a TypeError for what cannot be used.
 *
 * @example
 * ```ts
 * import { bearerToken, createCall, getOauthClient, hostsOf, retrying } from '@grantstream/core/operations'
 *
 * const call = createCall({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token'), layers: [retrying()] })
 *
 * getOauthClient(call, 'a-client').subscribe((client) => process.stdout.write(`${client.name}\n`))
 * ```
 */
export const createCall = (config: CallConfig): CreatedCall => {
  requireOptions(config, ownRules)
  const {
    loginUrl,
    auth,
    transport = fetchTransport,
    timeoutMs = 30_000,
    scheduler = asyncScheduler,
    budget,
    layers = [],
  } = config
  const rules: Rules = Object.assign({}, ownRules, budget?.rules, ...layers.map((layer) => layer.rules))
  const apiUrl = requireUrl('apiUrl', config.apiUrl)
  const watch = config.watch?.connect(scheduler)
  const sending = { transport, timeoutMs, scheduler, watch, budget }
  const tokens = requireAuth(auth).connect({ loginUrl, send: createSend(sending), scheduler })
  const access: AttemptAccess = { ...sending, tokens }
  const perform = layers.reduceRight((inner, layer) => layer.around(inner, access), createAttempt(access))

  const calling =
    <F extends Form>(isWhole: boolean): Call<F> =>
    <T>(operation: Operation, options: CallOptions = {}): Answer<F, T> => {
      requireOptions(options, rules)
      const request = requestOf(apiUrl + operation.path, operation, options)
      return called(
        operation.operationId,
        watch,
        (call, ...to) => perform({ operation, request, options, call, attempts: 0 }, ...to),
        (response) => {
          const value = readValue<T>(operation, response)
          const emitted = isWhole
            ? { value, status: response.status, headers: response.headers, correlationId: correlationIdOf(response) }
            : value
          return emitted as Emitted<F, T>
        },
      )
    }
  return Object.assign(calling<'value'>(false), {
    apiUrl,
    observe: watch?.observe,
    withResponse: calling<'response'>(true),
  })
}

/** Gives an Auth back. Refuses what none of core's functions made. */
export const requireAuth = (auth: Auth): Auth =>
  readOrRefuse('auth', auth, 'an Auth of core', () => typeof auth.connect === 'function' && auth)

const ownRules: Rules = {
  budget: /* @__PURE__ */ withMethod('enter', 'createBudget()'),
  transport: aFunction,
  scheduler: aScheduler,
  timeoutMs: milliseconds,
  layers: ['an array of layers', (value) => (value as Layer[]).every(({ around }) => around)],
  watch: /* @__PURE__ */ withMethod('connect', 'observing()'),
}

// What can be refused is refused here, before there is a token.
const requestOf = (
  url: string,
  { method, headers, body }: Operation,
  { headers: given }: CallOptions,
): Exchange['request'] => {
  const givenHeaders = given !== undefined && readHeaders(given)
  const sent = body && { body: readOrRefuse('body', body, 'a JSON object', JSON.stringify) }
  return (token) => ({
    method: method ?? 'GET',
    url,
    headers: {
      accept: 'application/json',
      ...headers,
      ...givenHeaders,
      ...(sent && { 'content-type': 'application/json' }),
      authorization: `Bearer ${token}`,
    },
    ...sent,
  })
}

const readValue = <T>({ operationId, accepts, isEmpty }: Operation, response: HttpResponse): T => {
  if (isEmpty) return undefined as T
  const body = parseObject(response.text)
  if (!body || accepts?.(body) === false) {
    throw new MalformedAnswerError(operationId, response.status, correlationIdOf(response))
  }
  return body as T
}
