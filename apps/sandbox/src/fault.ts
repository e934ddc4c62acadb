import type { ErrorBody } from '@grantstream/contract'

const statusByCode = {
  'bad.request': 400,
  'response.entity.too.large': 400,
  'invalid.date': 400,
  'invalid.property': 400,
  'client.failed.request': 400,
  'invalid.value': 400,
  'invalid.query.param.value': 400,
  'constraint.validation': 400,
  'grant.type.required': 400,
  'bad.grant.type': 400,
  'missing.client.scope': 400,
  'auth.invalid.scope': 400,
  'missing.client.roles': 400,
  'bad.client.role': 400,
  'bad.client.state': 400,
  'auth.too.many.clients': 400,
  'cannot.delete.client': 400,
  'not.a.user': 400,
  'authentication.required': 401,
  'bad.credentials': 401,
  'ip.not.authorized': 401,
  'missing.permissions': 403,
  'missing.any.permissions': 403,
  'missing.division.permission': 403,
  'missing.any.division.permissions': 403,
  'not.authorized': 403,
  'app.not.authorized.for.scope': 403,
  'authz.policy.denied': 403,
  'not.found': 404,
  'client.not.found': 404,
  'client.timeout': 408,
  'request.conflict': 409,
  'request.entity.too.large': 413,
  'unsupported.media.type': 415,
  'too.many.requests.retry.after': 429,
  'too.many.requests': 429,
  'internal.server.error': 500,
  'service.unavailable': 503,
  'request.timeout': 504,
  'authentication.request.timeout': 504,
} as const

/** A value of `code` in the vendor's error body. Source: API facts, section 4. */
export type FaultCode = keyof typeof statusByCode

interface FaultFacts {
  /** The field or parameter that is at fault. */
  readonly fieldName?: string
  /** Values for the places in braces. */
  readonly params?: Readonly<Record<string, string>>
  /** Whole seconds until the call may be made again. */
  readonly retryAfter?: number
  readonly cause?: unknown
}

/** A refusal by the API. Steps and endpoints throw it; the caller reads `message`. */
export class Fault extends Error {
  readonly kind = 'fault'
  override readonly name = 'Fault'
  readonly code: FaultCode
  /** HTTP status. */
  readonly status: number
  readonly template: string
  readonly fieldName: string | undefined
  readonly params: Readonly<Record<string, string>> | undefined
  readonly retryAfter: number | undefined

  /** `template` is the message, with places such as `{permissions}` for `params`. */
  constructor(code: FaultCode, template: string, { fieldName, params, retryAfter, cause }: FaultFacts = {}) {
    super(fill(template, params), { cause })
    this.code = code
    this.status = statusByCode[code]
    this.template = template
    this.fieldName = fieldName
    this.params = params
    this.retryAfter = retryAfter
  }
}

/** A fault as the vendor's error body; `contextId` is the correlation id. */
export const errorBody = (fault: Fault, contextId: string): ErrorBody => ({
  message: fault.message,
  code: fault.code,
  status: fault.status,
  ...(fault.params && { messageWithParams: fault.template, messageParams: { ...fault.params } }),
  contextId,
  details: fault.fieldName === undefined ? [] : [{ errorCode: fault.code, fieldName: fault.fieldName }],
  errors: [],
})

const fill = (template: string, params: Readonly<Record<string, string>> = {}): string =>
  template.replace(/\{(\w+)\}/g, (place, name) => params[name] ?? place)
