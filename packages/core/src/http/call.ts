import type { OperationId } from '@grantstream/contract'
import { asyncScheduler, defer, map, type Observable, type SchedulerLike } from 'rxjs'
import type { Auth } from '../auth/auth.ts'
import { MalformedAnswerError } from '../errors.ts'
import type { Observe } from '../observe/api-event.ts'
import { ended } from '../observe/ended.ts'
import { guarded } from '../observe/guarded.ts'
import { refuse, requireMilliseconds } from '../refuse.ts'
import type { Answer, ApiResponse, Emitted, Form } from './answer.ts'
import type { BodyCheck } from './body-checks.ts'
import { type CallOptions, requireCallOptions } from './call-options.ts'
import { readHttpError } from './error-body.ts'
import { correlationIdOf, isSuccess, parseObject } from './json.ts'
import { limited } from './limited.ts'
import { fillPath } from './path.ts'
import { createSend } from './send.ts'
import { fetchTransport, type HttpRequest, type HttpResponse, type Transport } from './transport.ts'
import { withToken } from './with-token.ts'

/** One operation: a method and a path template of the API, and what fills them. */
export interface Operation {
  readonly operationId: OperationId
  readonly method: HttpRequest['method']
  readonly path: string
  readonly ids?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: object
  /**
   * What a second request does: `safe`, nothing; `idempotent`, the same again; `once`, another client, secret or
   * execution, so that it is repeated only when the first one was surely not acted upon.
   */
  readonly repeat: 'safe' | 'idempotent' | 'once'
  /** Whether a JSON object can be the answer; any can by default. */
  readonly accepts?: BodyCheck
}

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
  /** The clock of timeouts and tokens; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike
  /** Gets the events of every call. What it throws is ignored. */
  readonly observe?: Observe
}

/** Makes what the stand-alone operations take first: calls that emit values, and calls that emit whole responses. */
export const createCall = (config: CallConfig): Call & { readonly withResponse: Call<'response'> } => {
  const { apiUrl, loginUrl, auth, transport = fetchTransport, timeoutMs = 30_000, scheduler = asyncScheduler } = config
  if (typeof auth?.connect !== 'function') throw refuse('auth', auth, 'what bearerToken or clientCredentials made')
  if (typeof transport !== 'function') throw refuse('transport', transport, 'a function')
  if (typeof scheduler?.schedule !== 'function') throw refuse('scheduler', scheduler, 'a scheduler of RxJS')
  requireMilliseconds('timeoutMs', timeoutMs, 1, 2 ** 31 - 1)
  const observe = guarded(config.observe)
  const send = createSend({ transport, timeoutMs, scheduler, observe })
  const tokens = auth.connect({ loginUrl, send, scheduler })

  const exchange = (operation: Operation, request: HttpRequest, scope: CallOptions & { call: number }) =>
    withToken(tokens, (token) =>
      send(
        operation.operationId,
        { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } },
        scope,
      ),
    ).pipe(
      map((response) => {
        if (!isSuccess(response)) throw readHttpError(operation.operationId, response, scheduler.now())
        return response
      }),
    )

  const answered = <T>(
    operation: Operation,
    options: CallOptions = {},
    read: (response: HttpResponse) => T,
  ): Observable<T> => {
    requireCallOptions(options)
    const request = buildRequest(apiUrl, operation, options.headers)
    return defer(() => {
      const call = nextCall++
      const answer = exchange(operation, request, { ...options, call }).pipe(map(read), limited(options, scheduler))
      return observe === undefined
        ? answer
        : answer.pipe(ended({ operationId: operation.operationId, call }, observe, scheduler))
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
