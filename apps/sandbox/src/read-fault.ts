import type { FastifyError } from 'fastify'
import { Fault } from './fault.ts'
import { whyUnavailable } from './store/why-unavailable.ts'

/** Any error as the fault that the caller may see; what went wrong inside stays in `cause`. */
export const readFault = (error: unknown): Fault => {
  if (error instanceof Fault) return error
  if (!(error instanceof Error)) return internal(error)
  const { validation, validationContext, statusCode } = error as Partial<FastifyError>
  if (validation?.[0] && validationContext) return invalid(validation[0], validationContext)
  if (statusCode === 413) return new Fault('request.entity.too.large', 'The body is over the limit of bytes')
  if (statusCode === 415) return new Fault('unsupported.media.type', 'The content type is not taken here')
  if (statusCode !== undefined && statusCode < 500) return new Fault('bad.request', 'The request cannot be read')
  return fromPostgres(error)
}

/** What a schema of the contract refused. */
const invalid = (
  { instancePath, keyword, params, message = 'is not valid' }: NonNullable<FastifyError['validation']>[number],
  context: string,
): Fault => {
  const missing = keyword === 'required' ? `/${params.missingProperty}` : ''
  const fieldName = `${instancePath}${missing}`.slice(1).replaceAll('/', '.')
  if (context === 'querystring')
    return new Fault('invalid.query.param.value', `${fieldName} has a value that it does not take`, { fieldName })
  if (keyword === 'format' && params.format === 'date-time')
    return new Fault('invalid.date', `${fieldName} is no date-time`, { fieldName })
  if (fieldName === '') return new Fault('bad.request', 'The body must be a JSON object')
  if (fieldName === 'authorizedGrantType')
    return missing
      ? new Fault('grant.type.required', 'authorizedGrantType is missing', { fieldName })
      : new Fault('bad.grant.type', 'authorizedGrantType is not a grant type', { fieldName })
  return new Fault('invalid.value', missing ? `${fieldName} is missing` : `${fieldName} ${message}`, { fieldName })
}

/** By the code of the driver or of Postgres, which may be that of a cause. */
const fromPostgres = (error: Error): Fault => {
  const codes = errorCodes(error)
  if (codes.some((code) => /^(23503|23505|40)/.test(code)))
    return new Fault('request.conflict', 'Another request changed the same thing', { cause: error })
  if (codes.includes('22021'))
    return new Fault('bad.request', 'A text has characters that cannot be stored', { cause: error })
  if (whyUnavailable(error) !== undefined)
    return new Fault('service.unavailable', 'The service cannot answer now', { cause: error })
  return internal(error)
}

const errorCodes = (error: unknown): string[] =>
  error instanceof Error ? [String((error as Partial<FastifyError>).code), ...errorCodes(error.cause)] : []

const internal = (cause: unknown): Fault => new Fault('internal.server.error', 'The service failed', { cause })
