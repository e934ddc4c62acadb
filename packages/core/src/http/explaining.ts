import type { Refusal } from '../errors.ts'
import type { Layer } from './exchange.ts'
import { correlationIdOf, isObject, parseObject, textOf } from './json.ts'
import { redact } from './redact.ts'
import { retryAfter } from './retry-after.ts'
import type { HttpResponse } from './transport.ts'

/**
 * Lets HttpError tell what the API said beside its status: code, permissions, Retry-After, details and text. `retrying`,
 * which goes by it, brings it along.
 */
export const explaining = (): Layer => ({
  rules: {},
  around: (perform, access) => {
    access.explain = explain
    return perform
  },
})

/**
 * What an answer outside of 200 to 299 tells, without the token that it may repeat. Takes any body: every field of it is
 * optional.
 */
export const explain = (response: HttpResponse, token: string, nowMs: number): Partial<Refusal> => {
  const { code, contextId, message, messageParams, details } = parseObject(redact(response.text, token)) ?? {}
  return {
    code: textOf(code),
    correlationId: correlationIdOf(response) ?? textOf(contextId),
    retryAfterMs: retryAfter(response.headers.get('retry-after'), nowMs),
    // The vendor names the permissions in the text; beside it, at times, as parameters. The parameters' names are not
    // published, so any value that reads as permissions will do. Source: API facts, section 4.
    missingPermissions: missing.test(textOf(code) ?? '')
      ? [...new Set(JSON.stringify([messageParams, message]).match(permission))]
      : [],
    details: Array.isArray(details) ? details.filter(isObject) : [],
    upstreamMessage: textOf(message),
  }
}

const missing = /^missing\.(any\.)?(division\.)?permissions?$/
const permission = /[a-z][\w-]*(:[\w*-]+){1,2}/gi
