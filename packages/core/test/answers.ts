import type { HttpResponse } from '../src/http/transport.ts'

/** An answer of the API, for a transport in virtual time. Text stands as it is, anything else becomes JSON. */
export const answer = (status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: new Headers(headers),
  text: typeof body === 'string' ? body : JSON.stringify(body),
})
