import type { OperationId } from '@grantstream/contract'
import { type Detail, HttpError } from '../errors.ts'
import { correlationIdOf, parseObject, textOf } from './json.ts'
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
    missingPermissions: code !== undefined && permissionCodes.test(code) ? permissionsOf(body) : [],
    details: Array.isArray(body.details) ? body.details.filter(isObject).map(detailOf) : [],
    upstreamMessage: textOf(body.message),
  })
}

const permissionCodes = /^missing\.(any\.)?(division\.)?permissions?$/

// The vendor names the permissions in the text, in brackets; beside it, at times, as parameters. The parameters' names
// are not published, so any value that reads as permissions will do. Source: API facts, section 4.
const permissionsOf = (body: Record<string, unknown>): string[] => {
  const parameters = isObject(body.messageParams) ? Object.values(body.messageParams) : []
  const bracketed = /\[([^\]]*)\]/.exec(textOf(body.message) ?? '')?.[1]
  for (const text of [...parameters, bracketed]) {
    const permissions = (textOf(text) ?? '').split(/[\s,[\]]+/).filter((word) => /^[\w-]+(:[\w*-]+){1,2}$/.test(word))
    if (permissions.length > 0) return [...new Set(permissions)]
  }
  return []
}

const detailOf = (detail: Record<string, unknown>): Detail => ({
  errorCode: textOf(detail.errorCode),
  fieldName: textOf(detail.fieldName),
  entityId: textOf(detail.entityId),
  entityName: textOf(detail.entityName),
})

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
