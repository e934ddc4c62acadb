import { Observable, type Subscriber, type Unsubscribable } from 'rxjs'
import { Agent, type Dispatcher } from 'undici'
import { milliseconds, type Rules, requireOptions, wholeNumberFrom } from '../http/call-options.ts'
import type { HttpResponse, Transport } from '../http/transport.ts'
import { decodeBody } from './decode-body.ts'

/** How sockets are pooled. Times are milliseconds. */
export interface NodeTransportOptions {
  /** Sockets per host; requests above it wait for one. 16 by default. */
  readonly connections?: number | undefined
  /** How long an idle socket is kept for the next request, less where the server keeps it for less; 4000 by default. */
  readonly keepAliveTimeoutMs?: number | undefined
  /** How long connecting may take; 10000 by default. */
  readonly connectTimeoutMs?: number | undefined
  /** The bytes that a body may have, packed or not; a NetworkError above it. 67108864 (64 MiB) by default. */
  readonly maxResponseBytes?: number | undefined
}

/** A transport whose sockets can be closed. */
export interface NodeTransport extends Transport {
  /** Lets the requests under way end, closes all sockets and resolves. Requests after it error. May be called again. */
  close(): Promise<void>
}

const rules: Rules = {
  connections: wholeNumberFrom(1),
  keepAliveTimeoutMs: milliseconds,
  connectTimeoutMs: milliseconds,
  maxResponseBytes: wholeNumberFrom(1),
}

/**
 * A transport of Node over a pool of sockets that are kept alive, at a fraction of the cost of `fetch`. Follows no
 * redirect. Unsubscribing closes the socket of the exchange. Throws a TypeError for an option that cannot be used.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf } from '@grantstream/core'
 * import { createNodeTransport } from '@grantstream/core/node'
 *
 * const transport = createNodeTransport({ connections: 4 })
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token'), transport })
 *
 * api.getOauthScopes().subscribe({
 *   next: ({ total }) => process.stdout.write(`${total} scopes\n`),
 *   complete: () => transport.close(),
 * })
 * ```
 */
export const createNodeTransport = (options: NodeTransportOptions = {}): NodeTransport => {
  requireOptions(options, rules)
  const { connections = 16, keepAliveTimeoutMs = 4000, connectTimeoutMs = 10_000, maxResponseBytes = 2 ** 26 } = options
  // The api times its exchanges itself.
  const agent = new Agent({
    connections,
    keepAliveTimeout: keepAliveTimeoutMs,
    // A server that tells how long it keeps a socket may shorten that, and not draw it out.
    keepAliveMaxTimeout: keepAliveTimeoutMs,
    // By HTTP/2, as undici 8 would, a body that was cut off looks whole, and requests do not wait for a socket.
    allowH2: false,
    connect: { timeout: connectTimeoutMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxResponseBytes,
  })
  const transport: Transport = ({ method, url, headers, body }) =>
    new Observable((subscriber) => {
      const pathAt = url.indexOf('/', url.indexOf('//') + 2)
      const origin = url.slice(0, pathAt)
      const receiver = new Receiver(subscriber, maxResponseBytes)
      agent.dispatch({ origin, path: url.slice(pathAt), method, headers: { ...accepted, ...headers }, body }, receiver)
      return receiver
    })
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= agent.close()
    return closing
  }
  return Object.assign(transport, { close })
}

const accepted = { 'accept-encoding': 'gzip, deflate' }

type RawFields = Readonly<Record<string, string | string[] | undefined>>

// As fetch has them.
const bodiless = [204, 205, 304]

const looseAtMost = 1024

const noHeaders: HttpResponse['headers'] = { get: () => null }

/** Gathers an answer for one who waits for it. Unsubscribing closes the socket unless the answer is there. */
class Receiver implements Dispatcher.DispatchHandler, Unsubscribable {
  readonly subscriber: Subscriber<HttpResponse>
  readonly maxBytes: number
  readonly chunks: Uint8Array[] = []
  /** How many of the chunks, the last ones, are as they came. */
  loose = 0
  controller: Dispatcher.DispatchController | undefined
  status = 0
  headers: HttpResponse['headers'] = noHeaders
  isOver = false
  isLeft = false

  constructor(subscriber: Subscriber<HttpResponse>, maxBytes: number) {
    this.subscriber = subscriber
    this.maxBytes = maxBytes
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    this.controller = controller
    if (this.isLeft) controller.abort(new Error('unsubscribed'))
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, fields: RawFields) {
    this.status = status
    this.headers = new Fields(fields)
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Uint8Array) {
    this.chunks.push(chunk)
    // A chunk holds far more memory than the one byte that it may have.
    if (++this.loose === looseAtMost) {
      this.chunks.push(Buffer.concat(this.chunks.splice(-looseAtMost)))
      this.loose = 0
    }
  }

  onResponseEnd() {
    this.isOver = true
    const text = decodeBody(this.chunks, this.headers.get('content-encoding'), this.maxBytes)
    if (typeof text === 'string') this.answer(text)
    else
      text.then(
        (unpacked) => this.answer(unpacked),
        (cause: unknown) => this.subscriber.error(cause),
      )
  }

  onResponseError(_: Dispatcher.DispatchController, cause: Error & { data?: unknown }) {
    this.isOver = true
    // undici misses the body that their content-length may speak of.
    if (bodiless.includes(this.status)) return this.answer('')
    // What could not be parsed, which undici keeps there, carries secrets.
    delete cause.data
    this.subscriber.error(cause)
  }

  unsubscribe() {
    this.isLeft = true
    if (!this.isOver) this.controller?.abort(new Error('unsubscribed'))
  }

  answer(text: string) {
    const { status, headers } = this
    this.subscriber.next({ status, headers, text })
    this.subscriber.complete()
  }
}

/** The headers of an answer. */
class Fields {
  readonly #fields: RawFields

  constructor(fields: RawFields) {
    this.#fields = fields
  }

  get(name: string): string | null {
    const key = name.toLowerCase()
    const field = Object.hasOwn(this.#fields, key) ? this.#fields[key] : null
    return Array.isArray(field) ? field.join(', ') : (field ?? null)
  }
}
