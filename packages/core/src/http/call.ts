import type { OperationId } from '@grantstream/contract'
import { map, type Observable, type SchedulerLike } from 'rxjs'
import { MalformedAnswerError } from '../errors.ts'
import { readHttpError } from './error-body.ts'
import { correlationIdOf, isSuccess, parseObject } from './json.ts'
import { fillPath } from './path.ts'
import type { Send } from './send.ts'
import type { HttpRequest, HttpResponse } from './transport.ts'
import { type TokenSource, withToken } from './with-token.ts'

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
}

/** Calls operations of the API. Builds the request at once, so that a bad argument throws; sends it per subscription. */
export interface Call {
  /** Emits the JSON object that the API answers. `T` is what the contract says of it; `needed` must be a text in it. */
  json<T extends object>(operation: Operation, needed?: keyof T & string): Observable<T>
  /** Emits once for any answer from 200 to 299, whatever its body. */
  nothing(operation: Operation): Observable<void>
}

export const createCall = (apiUrl: string, send: Send, tokens: TokenSource, scheduler: SchedulerLike): Call => {
  const answered = (operation: Operation): Observable<HttpResponse> => {
    const request = buildRequest(apiUrl, operation)
    const exchange = (token: string) =>
      send(operation.operationId, { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } })
    return withToken(tokens, exchange).pipe(
      map((response) => {
        if (!isSuccess(response)) throw readHttpError(operation.operationId, response, scheduler.now())
        return response
      }),
    )
  }
  return {
    json: <T extends object>(operation: Operation, needed?: keyof T & string) =>
      answered(operation).pipe(map((response) => readJson<T>(operation.operationId, response, needed))),
    nothing: (operation) => answered(operation).pipe(map(() => undefined)),
  }
}

const buildRequest = (apiUrl: string, { method, path, ids, query, headers, body }: Operation): HttpRequest => {
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`
  const url = `${apiUrl}${fillPath(path, ids ?? {})}${search}`
  const accepts = { accept: 'application/json', ...headers }
  if (body === undefined) return { method, url, headers: accepts }
  return { method, url, headers: { ...accepts, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

const readJson = <T extends object>(operationId: OperationId, response: HttpResponse, needed?: keyof T & string): T => {
  const body = parseObject(response.text)
  if (body === undefined || (needed !== undefined && (typeof body[needed] !== 'string' || body[needed] === ''))) {
    throw new MalformedAnswerError(operationId, response.status, correlationIdOf(response))
  }
  return body as T
}
