/** One thing that a server does with a connection. Milliseconds are those of the clock that the script runs by. */
export type Step =
  | { readonly send: string | Uint8Array<ArrayBuffer> }
  | { readonly waitMs: number }
  /** `close` ends the connection, `reset` breaks it off, `silence` leaves it open and says nothing more on it. */
  | { readonly ends: 'close' | 'reset' | 'silence' }

/** What a server does with one request, step by step; or what it does with it at an instant, in milliseconds since 1970. */
export type Answer = readonly Step[] | ((nowMs: number) => readonly Step[])

/** The bytes of an HTTP answer. `body` of another type than text becomes JSON. */
export const http = (status: number | string, body: unknown = '', headers: Record<string, string> = {}): Step[] => {
  const content =
    body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const all = { 'content-type': 'application/json', 'content-length': String(content.length), ...headers }
  return [{ send: Buffer.concat([Buffer.from(head(status, all)), content]) }]
}

/** The status line and the headers of an HTTP answer, with the empty line that ends them. */
export const head = (status: number | string, headers: Record<string, string> = {}): string => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status}${typeof status === 'number' ? ' Scripted' : ''}\r\n${lines.join('')}\r\n`
}

/** Still running. */
export const running = (headers?: Record<string, string>): Step[] => http(200, { queryStatus: 'Running' }, headers)

/** Complete, with one row. */
export const complete = (headers?: Record<string, string>): Step[] =>
  http(200, { queryStatus: 'Complete', results: [{ clientId: 'c1', requests: 7 }] }, headers)

/** The error body of the API with a status. */
export const refused = (status: number, code: string, headers?: Record<string, string>): Step[] =>
  http(status, { message: 'scripted', code, status, details: [], errors: [] }, headers)

/** All bytes of an answer that is sent in one go. */
export const bytesOf = (steps: readonly Step[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.concat(steps.map((step) => ('send' in step ? Buffer.from(step.send) : Buffer.alloc(0)))))

/** An answer of which only the first `count` bytes are sent. */
export const cutAt = (answer: readonly Step[], count: number, ends: 'close' | 'reset' | 'silence'): Step[] => [
  { send: bytesOf(answer).slice(0, count) },
  { ends },
]

/** An answer that is sent in pieces of `size` bytes, `waitMs` apart. */
export const dripped = (answer: readonly Step[], size: number, waitMs: number): Step[] => {
  const bytes = bytesOf(answer)
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, piece) => [
    { send: bytes.slice(piece * size, (piece + 1) * size) },
    { waitMs },
  ]).flat()
}
