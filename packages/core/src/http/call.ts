import { asyncScheduler, defer, map, type Observable, type SchedulerLike } from 'rxjs'
import type { Auth } from '../auth/auth.ts'
import type { Budget } from '../budget/budget.ts'
import { MalformedAnswerError } from '../errors.ts'
import type { Watch } from '../observe/observing.ts'
import { refuse } from '../refuse.ts'
import type { Answer, ApiResponse, Emitted, Form } from './answer.ts'
import { createAttempt } from './attempt.ts'
import { type CallOptions, requireCallOptions } from './call-options.ts'
import type { Layer, Operation, Perform } from './exchange.ts'
import { correlationIdOf, parseObject } from './json.ts'
import { limited } from './limited.ts'
import { fillPath } from './path.ts'
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

/** Makes what the stand-alone operations take first: calls that emit values, and calls that emit whole responses. */
export const createCall = (config: CallConfig): CreatedCall => {
  const { apiUrl, loginUrl, auth, transport = fetchTransport, timeoutMs = 30_000, scheduler = asyncScheduler } = config
  const { totalTimeoutMs, budget, layers = [], watch } = config
  if (typeof transport !== 'function') throw refuse('transport', transport, 'a function')
  if (budget !== undefined && typeof budget?.within !== 'function')
    throw refuse('budget', budget, 'what createBudget made')
  if (typeof scheduler?.schedule !== 'function') throw refuse('scheduler', scheduler, 'a scheduler of RxJS')
  requireCallOptions({ timeoutMs, totalTimeoutMs })
  const send = createSend({ transport, timeoutMs, scheduler, watch })
  const tokens = requireAuth(auth).connect({ loginUrl, send, scheduler })
  const access = { scheduler, observe: watch?.observe, tokens, send, budget }
  const perform = layers.reduceRight<Perform>((inner, layer) => layer(inner, access), createAttempt(access))

  const answered = <T>(
    operation: Operation,
    given: CallOptions = {},
    read: (response: HttpResponse) => T,
  ): Observable<T> => {
    requireCallOptions(given)
    const options = totalTimeoutMs === undefined ? given : { totalTimeoutMs, ...given }
    const request = buildRequest(apiUrl, operation, options.headers)
    return defer(() => {
      const call = nextCall++
      const answer = perform({ operation, request, options, call, attempts: 0 }).pipe(
        map(read),
        limited(options, scheduler),
      )
      return watch === undefined ? answer : answer.pipe(watch.call(operation.operationId, call))
    })
  }

  const inForm = <F extends Form>(take: <T>(response: ApiResponse<T>) => Emitted<F, T>): Call<F> => ({
    json: <T extends object>(operation: Operation, options?: CallOptions) =>
      answered(operation, options, (response) => take(responseOf(response, readJson<T>(operation, response)))),
    nothing: (operation, options) =>
      answered(operation, options, (response) => take<void>(responseOf(response, undefined))),
  })
  return {
    ...inForm<'value'>((response) => response.value),
    withResponse: inForm<'response'>((response) => response),
  }
}

/** Gives an Auth back. Refuses what none of core's functions made. */
export const requireAuth = (auth: Auth): Auth => {
  if (typeof auth?.connect !== 'function') throw refuse('auth', auth, 'what bearerToken or clientCredentials made')
  return auth
}

let nextCall = 1

const buildRequest = (
  apiUrl: string,
  { method, path, ids, query, headers, body }: Operation,
  ownHeaders: CallOptions['headers'],
): HttpRequest => {
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`
  const url = `${apiUrl}${fillPath(path, ids ?? {})}${search}`
  const accepts = { accept: 'application/json', ...headers, ...lowerCased(ownHeaders) }
  if (body === undefined) return { method, url, headers: accepts }
  return { method, url, headers: { ...accepts, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

const lowerCased = (headers: CallOptions['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const responseOf = <T>(response: HttpResponse, value: T): ApiResponse<T> => ({
  value,
  status: response.status,
  headers: response.headers,
  correlationId: correlationIdOf(response),
})

const readJson = <T extends object>({ operationId, accepts }: Operation, response: HttpResponse): T => {
  const body = parseObject(response.text)
  if (body === undefined || accepts?.(body) === false) {
    throw new MalformedAnswerError(operationId, response.status, correlationIdOf(response))
  }
  return body as T
}
