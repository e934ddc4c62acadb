import type { OperationId } from '@grantstream/contract'
import { type Detail, HttpError } from '../errors.ts'
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
      ? permissionsIn([...Object.values(messageParams ?? {}), message])
      : [],
    details: Array.isArray(details) ? details.filter(isObject).map(detailOf) : [],
    upstreamMessage: textOf(message),
  })
}

const detailOf = (given: Record<string, unknown>): Detail =>
  Object.fromEntries(['errorCode', 'fieldName', 'entityId', 'entityName'].map((name) => [name, textOf(given[name])]))

const missing = /^missing\.(any\.)?(division\.)?permissions?$/

const permissionsIn = (texts: readonly unknown[]): string[] => {
  const lists = texts.map((text) => textOf(text)?.match(/[a-z][\w-]*(:[\w*-]+){1,2}/gi))
  return [...new Set(lists.find((list) => list))]
}
