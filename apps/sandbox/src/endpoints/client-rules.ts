import type { OAuthClientRequest, RoleDivision } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import { isRedirectUri } from '../login/redirect-uri.ts'
import { scopes } from '../scopes/scopes.ts'
import type { SandboxSettings } from '../settings.ts'
import type { ClientRecord } from '../store/clients.ts'

/** The part of a client that a caller may set with a body; `state` has rules of its own. */
export type ClientDraft = Pick<
  ClientRecord,
  | 'name'
  | 'description'
  | 'authorizedGrantType'
  | 'accessTokenValiditySeconds'
  | 'registeredRedirectUri'
  | 'scope'
  | 'roleDivisions'
>

const uriLengthMost = 2000
const divisionIdLengthMost = 64

/**
 * Reads the body of a create or a replacement: what is left out gets its default, what does not go with the grant
 * type is dropped. Refuses what the schema cannot say. Source: API facts, sections 2 to 4.
 */
export const readDraft = (
  body: OAuthClientRequest,
  settings: SandboxSettings,
  unknownScope: 'auth.invalid.scope' | 'invalid.value',
): ClientDraft => {
  const { name, description = null, accessTokenValiditySeconds = 86_400, registeredRedirectUri = [] } = body
  const forClientItself = body.authorizedGrantType === 'CLIENT-CREDENTIALS'

  if (name.trim() === '' || name.length > settings.nameLengthMost)
    throw invalid('name', `must not be blank, nor longer than ${settings.nameLengthMost} characters`)
  if (description !== null && description.length > settings.descriptionLengthMost)
    throw invalid('description', `must not be longer than ${settings.descriptionLengthMost} characters`)
  if (accessTokenValiditySeconds < 300 || accessTokenValiditySeconds > 172_800)
    throw invalid('accessTokenValiditySeconds', 'must be from 300 to 172800')
  if (registeredRedirectUri.some((uri) => uri.length > uriLengthMost || !isRedirectUri(uri)))
    throw invalid('registeredRedirectUri', 'must be absolute and https, or http on localhost')

  return {
    name,
    description,
    accessTokenValiditySeconds,
    registeredRedirectUri,
    authorizedGrantType: body.authorizedGrantType,
    roleDivisions: forClientItself ? readRoles(body) : [],
    scope: forClientItself ? [] : readScope(body, unknownScope),
  }
}

/** A caller can hand out only roles that it holds itself, in the same division or in all. */
export const requireRoles = (held: readonly RoleDivision[], wanted: readonly RoleDivision[]): void => {
  const isHeld = ({ roleId, divisionId }: RoleDivision) =>
    held.some((each) => each.roleId === roleId && (each.divisionId === '*' || each.divisionId === divisionId))
  const [missing] = wanted.filter((each) => !isHeld(each))
  if (missing)
    throw new Fault('bad.client.role', 'The caller does not hold the role {roleId}', {
      fieldName: 'roleDivisions',
      params: { roleId: missing.roleId },
    })
}

/** An implicit client has no secret: nothing that it runs in could keep one. */
export const hasSecret = (grantType: string): boolean => grantType !== 'TOKEN'

const readRoles = ({ roleIds = [], roleDivisions }: OAuthClientRequest): RoleDivision[] => {
  const given = roleDivisions ?? roleIds.map((roleId) => ({ roleId, divisionId: '*' }))
  if (given.length === 0)
    throw new Fault('missing.client.roles', 'A CLIENT-CREDENTIALS client needs roles', { fieldName: 'roleDivisions' })
  if (given.some(({ divisionId }) => divisionId.trim() === '' || divisionId.length > divisionIdLengthMost))
    throw invalid('roleDivisions', 'has a divisionId that is no division')
  const unique = new Map(given.map(({ roleId, divisionId }) => [`${roleId} ${divisionId}`, { roleId, divisionId }]))
  return [...unique.values()]
}

const readScope = (
  { scope = [], authorizedGrantType }: OAuthClientRequest,
  unknownScope: 'auth.invalid.scope' | 'invalid.value',
): string[] => {
  if (scope.length === 0)
    throw new Fault('missing.client.scope', 'A client of grant type {grantType} needs scopes', {
      fieldName: 'scope',
      params: { grantType: authorizedGrantType },
    })
  const unknown = scope.find((each) => !scopes.has(each))
  if (unknown !== undefined)
    throw new Fault(unknownScope, 'There is no scope {scope}', { fieldName: 'scope', params: { scope: unknown } })
  return [...new Set(scope)]
}

const invalid = (fieldName: string, rule: string): Fault =>
  new Fault('invalid.value', `${fieldName} ${rule}`, { fieldName })
