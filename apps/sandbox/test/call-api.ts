import { expect } from 'vitest'

/** An answer of the API. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  /** The parsed JSON body; undefined when there is none. */
  readonly body: unknown
  readonly code: string | undefined
}

/** A call by one caller; a text is sent as it is, anything else as JSON. */
export type CallApi = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answered>

/** Calls with one token, or with none. Every answer is held to what the vendor's answers have in common. */
export const callApi =
  (url: string, token?: string): CallApi =>
  async (method, path, body, headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    })
    const answer = await response.text()
    const parsed: unknown = answer === '' ? undefined : JSON.parse(answer)
    expectAnswer(response, parsed)
    const code = response.ok ? undefined : (parsed as { code?: string } | undefined)?.code
    return { status: response.status, headers: response.headers, body: parsed, code }
  }

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

const expectAnswer = ({ status, headers }: Response, body: unknown): void => {
  expect(headers.get('inin-correlation-id')).toMatch(uuid)
  expect(headers.get('cache-control')).toBe('no-cache, no-store')
  if (status < 400 || body === undefined) return
  expect(body).toMatchObject({
    message: expect.any(String),
    code: expect.any(String),
    status,
    contextId: headers.get('inin-correlation-id'),
    details: expect.any(Array),
    errors: [],
  })
}
