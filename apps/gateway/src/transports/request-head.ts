import type { IncomingMessage, ServerResponse } from 'node:http'

/** What guards and resolvers look at of a request; a `Request` is one. */
export interface RequestHead {
  readonly method: string
  readonly url: string
  readonly headers: Pick<Headers, 'get'>
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal
}

/** The head of a request of Node. All that it tells is made when it is asked for: a stream keeps it. */
export class HeadOfNode implements RequestHead {
  private readonly request: IncomingMessage
  private readonly response: ServerResponse
  private gone: AbortController | undefined

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request
    this.response = response
  }

  get method(): string {
    return this.request.method ?? ''
  }

  get url(): string {
    return `http://${this.request.headers.host}${this.request.url}`
  }

  get headers(): Pick<Headers, 'get'> {
    return { get: (name) => this.request.headers[name]?.toString() ?? null }
  }

  get signal(): AbortSignal {
    this.gone ??= goneWith(this.response)
    return this.gone.signal
  }
}

const goneWith = (response: ServerResponse): AbortController => {
  const controller = new AbortController()
  response.on('close', () => {
    if (!response.writableEnded) controller.abort()
  })
  return controller
}
