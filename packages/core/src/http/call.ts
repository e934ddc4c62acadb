import { asyncScheduler, defer, map, type Observable, type SchedulerLike } from 'rxjs'
import type { Auth } from '../auth/auth.ts'
import type { Budget } from '../budget/budget.ts'
import { MalformedAnswerError } from '../errors.ts'
import type { Watch } from '../observe/observing.ts'
import { refuse, requireFunction } from '../refuse.ts'
import type { Answer, Emitted, Form } from './answer.ts'
import { createAttempt } from './attempt.ts'
import { type CallOptions, milliseconds, type Rules, readHeaders, requireOptions } from './call-options.ts'
import type { Layer, Operation } from './exchange.ts'
import { correlationIdOf, parseObject } from './json.ts'
import { limited } from './limited.ts'
import { createSend } from './send.ts'
import { fetchTransport, type HttpRequest, type HttpResponse, type Transport } from './transport.ts'

/** Calls operations of the API. Builds the request at once, so that a bad argument throws; sends it per subscription. */
export interface Call<F extends Form = 'value'> {
  /** Emits the JSON object that the API answers. `T` is what the contract says of it. */
  json<T extends object>(operation: Operation, options?: CallOptions): Answer<F, T>
  /** Emits once for any answer from 200 to 299, whatever its body. */
  nothing(operation: Operation, options?: CallOptions): Answer<F, void>
}

/** Where the API is and how to reach it. */
export interface CallConfig {
  /** The URL of the API, without a slash at the end. */
  readonly apiUrl: string
  /** The URL of the login host, for an Auth that logs in. */
  readonly loginUrl?: string
  readonly auth: Auth
  /** Sends the requests; `fetchTransport` by default. */
  readonly transport?: Transport
  /** Milliseconds that one exchange may take, its body included; 30000 by default. */
  readonly timeoutMs?: number
  /** Milliseconds from subscription to the answer, repeats and waiting for the budget included; no limit by default. */
  readonly totalTimeoutMs?: number
  /** The clock of timeouts and tokens; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike
  /** Watches every call; what `observing(observe, scheduler)` made. */
  readonly watch?: Watch
  /** Lets requests wait for their turn; see `createBudget`. None by default. */
  readonly budget?: Budget
  /** What calls do around their exchanges, the outermost first: `sharing()`, `retrying()`. Nothing by default. */
  readonly layers?: readonly Layer[]
}

/** Emits values; `withResponse` emits whole responses. */
export interface CreatedCall extends Call {
  readonly withResponse: Call<'response'>
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
  const { apiUrl, loginUrl, auth, transport = fetchTransport, timeoutMs = 30_000, scheduler = asyncScheduler } = config
  const { totalTimeoutMs, budget, layers = [], watch } = config
  requireFunction('transport', transport)
  if (typeof scheduler?.schedule !== 'function') throw refuse('scheduler', scheduler, 'a scheduler of RxJS')
  const rules = Object.assign({}, ownRules, budget?.rules, ...layers.map((layer) => layer.rules))
  requireOptions({ timeoutMs, totalTimeoutMs }, rules)
  const send = createSend({ transport, timeoutMs, scheduler, watch })
  const tokens = requireAuth(auth).connect({ loginUrl, send, scheduler })
  const access = { scheduler, observe: watch?.observe, tokens, send, budget }
  const perform = layers.reduceRight((inner, layer) => layer.around(inner, access), createAttempt(access))

  const answered = <T>(
    operation: Operation,
    given: CallOptions | undefined,
    read: (response: HttpResponse) => T,
  ): Observable<T> => {
    const options = { ...given, totalTimeoutMs: given?.totalTimeoutMs ?? totalTimeoutMs }
    requireOptions(options, rules)
    const { operationId, method, path, body } = operation
    const request: HttpRequest = {
      method,
      url: apiUrl + path,
      headers: {
        accept: 'application/json',
        ...operation.headers,
        ...(options.headers && readHeaders(options.headers)),
        ...(body && asJson),
      },
      ...(body && { body: JSON.stringify(body) }),
    }
    return defer(() => {
      const call = nextCall++
      const answers = perform({ operation, request, options, call, attempts: 0 }).pipe(map(read))
      const answer = limited(answers, options, scheduler)
      return watch === undefined ? answer : answer.pipe(watch.call(operationId, call))
    })
  }

  const inForm = <F extends Form>(take: <T>(response: HttpResponse, value: T) => Emitted<F, T>): Call<F> => ({
    json: <T extends object>(operation: Operation, options?: CallOptions) =>
      answered(operation, options, (response) => take(response, readJson<T>(operation, response))),
    nothing: (operation, options) => answered(operation, options, (response) => take<void>(response, undefined)),
  })
  return {
    ...inForm<'value'>((_, value) => value),
    withResponse: inForm<'response'>((response, value) => ({
      value,
      status: response.status,
      headers: response.headers,
      correlationId: correlationIdOf(response),
    })),
  }
}

let nextCall = 1

const asJson = { 'content-type': 'application/json' }

const ownRules: Rules = {
  timeoutMs: milliseconds,
  totalTimeoutMs: milliseconds,
  signal: [(value) => typeof (value as AbortSignal | null)?.addEventListener === 'function', 'an AbortSignal'],
}

/** Gives an Auth back. Refuses what none of core's functions made. */
export const requireAuth = (auth: Auth): Auth => {
  if (typeof auth?.connect !== 'function') throw refuse('auth', auth, 'what bearerToken or clientCredentials made')
  return auth
}

const readJson = <T extends object>({ operationId, accepts }: Operation, response: HttpResponse): T => {
  const body = parseObject(response.text)
  if (!body || accepts?.(body) === false) {
    throw new MalformedAnswerError(operationId, response.status, correlationIdOf(response))
  }
  return body as T
}
