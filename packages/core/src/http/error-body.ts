import type { OperationId } from '@grantstream/contract'
import { HttpError } from '../errors.ts'
import { correlationIdOf, isObject, parseObject, textOf } from './json.ts'
import { redact } from './redact.ts'
import { retryAfter } from './retry-after.ts'
import type { HttpResponse } from './transport.ts'

/**
 * The error that an answer outside of 200 to 299 stands for, without the token that it may repeat. Takes any body: every
 * field of it is optional.
 */
export const readHttpError = (
  operationId: OperationId,
  response: HttpResponse,
  token: string,
  nowMs: number,
): HttpError => {
  const { code, contextId, message, messageParams, details } = parseObject(redact(response.text, token)) ?? {}
  return new HttpError({
    operationId,
    status: response.status,
    code: textOf(code),
    correlationId: correlationIdOf(response) ?? textOf(contextId),
    retryAfterMs: retryAfter(response.headers.get('retry-after'), nowMs),
    // The vendor names the permissions in the text; beside it, at times, as parameters. The parameters' names are not
    // published, so any value that reads as permissions will do. Source: API facts, section 4.
    missingPermissions: missing.test(String(code))
      ? [...new Set(JSON.stringify([messageParams, message]).match(permission))]
      : [],
    details: Array.isArray(details) ? details.filter(isObject) : [],
    upstreamMessage: textOf(message),
  })
}

const missing = /^missing\.(any\.)?(division\.)?permissions?$/
const permission = /[a-z][\w-]*(:[\w*-]+){1,2}/gi
