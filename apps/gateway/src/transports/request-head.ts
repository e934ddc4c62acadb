import type { IncomingMessage, ServerResponse } from 'node:http'

/** What guards and resolvers look at of a request; a `Request` is one. */
export interface RequestHead {
  readonly method: string
  readonly url: string
  readonly headers: Pick<Headers, 'get'>
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal
}

/** The head of a request of Node. Its signal is made when it is first asked for. */
export const headOf = (request: IncomingMessage, response: ServerResponse): RequestHead => {
  let gone: AbortController | undefined
  const watch = (): AbortController => {
    const controller = new AbortController()
    response.once('close', () => {
      if (!response.writableEnded) controller.abort()
    })
    return controller
  }
  return {
    method: request.method ?? '',
    url: `http://${request.headers.host}${request.url}`,
    headers: { get: (name) => request.headers[name]?.toString() ?? null },
    get signal() {
      gone ??= watch()
      return gone.signal
    },
  }
}
