import { Fault } from '../fault.ts'
import { sandboxOrganizations } from '../organizations.ts'
import type { SandboxSettings } from '../settings.ts'
import type { Caller } from '../store/tokens.ts'

/**
 * Refuses with `app.not.authorized.for.scope` a user's token that has none of the scopes, in an organisation that
 * enforces them. Tokens of client credentials have permissions and no scopes. Source: API facts, section 1.
 */
export const requireScope = (
  { organizationId, userId, scope }: Caller,
  scopes: readonly string[],
  { scopeEnforcement }: Pick<SandboxSettings, 'scopeEnforcement'>,
): void => {
  if (userId === '' || !isEnforced(organizationId, scopeEnforcement)) return
  if (scopes.length === 0 || scopes.some((each) => scope.includes(each))) return
  throw new Fault('app.not.authorized.for.scope', 'The client is not authorized for any of these scopes: [{scopes}]', {
    params: { scopes: scopes.join(',') },
  })
}

const isEnforced = (organizationId: string, scopeEnforcement: SandboxSettings['scopeEnforcement']): boolean =>
  (['first', 'second'] as const).some(
    (each) => sandboxOrganizations[each].id === organizationId && ['both', each].includes(scopeEnforcement),
  )
