import { isSuccess } from './json.ts'
import type { HttpResponse } from './transport.ts'

// Anything shorter is no secret, and may well be a part of the words and codes of the refusal.
const shortestSecret = 8

/** Takes a secret out of a refusal that repeats it, so that no error carries it on. */
export const redact = (response: HttpResponse, secret: string): HttpResponse => {
  if (isSuccess(response) || secret.length < shortestSecret || !response.text.includes(secret)) return response
  return { status: response.status, headers: response.headers, text: response.text.replaceAll(secret, '[redacted]') }
}
