import type { ApiError, HttpError } from '@grantstream/core'
import {
  Conflict,
  type InputIssue,
  InvalidInput,
  NotFound,
  PermissionDenied,
  type Refusal,
  Throttled,
  Unauthenticated,
  UpstreamUnavailable,
} from './problems.ts'

/** What a failure of core is to a reader of the schema. Every failure has exactly one outcome. */
export const toRefusal = (error: ApiError): Refusal => {
  switch (error.kind) {
    case 'http':
      return fromAnswer(error)
    case 'login':
      // Only the gateway itself ever logs in, as the service of its own callers: theirs is not the fault.
      return error.throttled
        ? new Throttled(undefined, error.correlationId)
        : new UpstreamUnavailable('The gateway could not log in at the upstream.', error.correlationId)
    case 'login-required':
    case 'authorization':
      return new Unauthenticated()
    case 'retry-after-too-long':
      return new Throttled(error.retryAfterMs)
    case 'network':
      return new UpstreamUnavailable('The upstream could not be reached.')
    case 'timeout':
      return new UpstreamUnavailable(`The upstream did not answer within ${error.timeoutMs} ms.`)
    case 'malformed-answer':
      return new UpstreamUnavailable('The upstream gave an answer that cannot be read.', error.correlationId)
    case 'deadline':
      return new UpstreamUnavailable(
        error.execution === undefined
          ? `The upstream did not answer within ${error.deadlineMs} ms, its rate limit waited for.`
          : `The usage execution did not finish within ${error.deadlineMs} ms.`,
      )
    case 'cancelled':
      return new UpstreamUnavailable('The upstream was no longer asked.')
    case 'max-polls':
      return new UpstreamUnavailable(`The usage execution did not finish within ${error.maxPolls} looks.`)
    case 'resume-token':
      return new InvalidInput([{ path: [], message: error.message }])
    case 'usage-execution-failed':
      return new UpstreamUnavailable('The upstream could not finish the usage execution.')
  }
}

const fromAnswer = (error: HttpError): Refusal => {
  const { status, code, correlationId } = error
  if (code !== undefined && Object.hasOwn(conflicts, code)) return new Conflict(conflicts[code] ?? '', correlationId)
  switch (status) {
    case 400:
    case 413:
      return new InvalidInput(issuesOf(error), correlationId)
    case 401:
      return new Unauthenticated(correlationId)
    case 403:
      return new PermissionDenied(error.missingPermissions, correlationId)
    case 404:
      return new NotFound(correlationId)
    case 409:
      return new Conflict('Another change of the same thing came in between.', correlationId)
    case 429:
      return new Throttled(error.retryAfterMs, correlationId)
    default:
      return new UpstreamUnavailable(`The upstream answered ${status}.`, correlationId, status === 408 || status >= 500)
  }
}

/** Codes that come with a 400 although the input is fine. Source: API facts, section 4. */
const conflicts: Readonly<Record<string, string>> = {
  'cannot.delete.client': 'A client must be inactive before it can be deleted: pass deactivate: true to do both.',
  'auth.too.many.clients': 'The organisation has as many OAuth clients as it may have.',
}

/** The input field that a code of the upstream is about, where it names none itself. */
const fieldOfCode: Readonly<Record<string, string>> = {
  'grant.type.required': 'authorizedGrantType',
  'bad.grant.type': 'authorizedGrantType',
  'missing.client.scope': 'scopeIds',
  'auth.invalid.scope': 'scopeIds',
  'missing.client.roles': 'roleDivisions',
  'bad.client.role': 'roleDivisions',
  'bad.client.state': 'state',
}

/** Vendor fields that our inputs name otherwise. */
const ourNames: Readonly<Record<string, string>> = {
  scope: 'scopeIds',
  registeredRedirectUri: 'registeredRedirectUris',
}

const issuesOf = ({ code, details }: HttpError): InputIssue[] => {
  const issues = details.flatMap(({ fieldName, errorCode }) =>
    fieldName ? [{ path: pathOf(fieldName), message: refused(errorCode ?? code) }] : [],
  )
  if (issues.length > 0) return issues
  const field = code === undefined ? undefined : fieldOfCode[code]
  return [{ path: field === undefined ? [] : [field], message: refused(code) }]
}

const pathOf = (fieldName: string): string[] =>
  fieldName
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => ourNames[part] ?? part)

const refused = (code: string | undefined): string => `The upstream refused this${code ? ` (${code})` : ''}`
