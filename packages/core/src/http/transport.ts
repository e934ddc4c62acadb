import { Observable } from 'rxjs'

/** One HTTP request, complete: nothing is added on the way but what HTTP itself needs. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Absolute. */
  readonly url: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** One HTTP answer, its body read to the end. */
export interface HttpResponse {
  readonly status: number
  /** `get` takes a name in any case of letters. */
  readonly headers: { get(name: string): string | null }
  readonly text: string
}

/**
 * Sends a request. Must be cold: it sends per subscription, emits one answer of any status and completes; it errors
 * when no whole answer arrives, and unsubscribing aborts the exchange, the reading of the body included.
 */
export type Transport = (request: HttpRequest) => Observable<HttpResponse>

/** The default transport: the global `fetch` of browsers and of Node. */
export const fetchTransport: Transport = ({ method, url, headers, body }) =>
  new Observable((subscriber) => {
    const controller = new AbortController()
    fetch(url, {
      method,
      headers,
      body,
      // The API never redirects; following would carry a start or a secret to another place. Browsers show a status of 0.
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal: controller.signal,
    })
      .then((response) =>
        response.text().then((text) => ({ status: response.status, headers: response.headers, text })),
      )
      // Two arguments: an exception of a consumer must not come back as an error of the transport.
      .then(
        (response) => {
          subscriber.next(response)
          subscriber.complete()
        },
        (error?: { readonly cause?: { data?: unknown } }) => {
          // Node keeps there what it could not parse of an answer, and answers carry secrets.
          delete error?.cause?.data
          subscriber.error(error)
        },
      )
    // Also when the answer is there: until the signal aborts, Node keeps all that belongs to a request past the next collections.
    return () => controller.abort('left')
  })
