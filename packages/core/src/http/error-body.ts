import type { OperationId } from '@grantstream/contract'
import { HttpError } from '../errors.ts'
import { correlationIdOf, isObject, parseObject, textOf } from './json.ts'
import { retryAfter } from './retry-after.ts'
import type { HttpResponse } from './transport.ts'

/** The error that an answer outside of 200 to 299 stands for. Takes any body: every field of it is optional. */
export const readHttpError = (operationId: OperationId, response: HttpResponse, nowMs: number): HttpError => {
  const body = parseObject(response.text) ?? {}
  const code = textOf(body.code)
  return new HttpError({
    operationId,
    status: response.status,
    code,
    correlationId: correlationIdOf(response) ?? textOf(body.contextId),
    retryAfterMs: retryAfter(response.headers.get('retry-after'), nowMs),
    missingPermissions: permissionCodes.test(code ?? '') ? permissionsOf(body) : [],
    details: Array.isArray(body.details)
      ? body.details.filter(isObject).map(({ errorCode, fieldName, entityId, entityName }) => ({
          errorCode: textOf(errorCode),
          fieldName: textOf(fieldName),
          entityId: textOf(entityId),
          entityName: textOf(entityName),
        }))
      : [],
    upstreamMessage: textOf(body.message),
  })
}

const permissionCodes = /^missing\.(any\.)?(division\.)?permissions?$/

// The vendor names the permissions in the text; beside it, at times, as parameters. The parameters' names are not
// published, so any value that reads as permissions will do. Source: API facts, section 4.
const permissionsOf = ({ messageParams, message }: Record<string, unknown>): string[] => {
  for (const text of [...Object.values(messageParams ?? {}), message]) {
    const permissions = textOf(text)?.match(/[a-z][\w-]*(:[\w*-]+){1,2}/gi)
    if (permissions) return [...new Set(permissions)]
  }
  return []
}
