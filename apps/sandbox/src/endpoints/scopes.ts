import type { OAuthScope, OAuthScopeListing } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import { scopes } from '../scopes.ts'
import type { ApiEndpoint } from './endpoint.ts'

/** `/api/v2/oauth/scopes`. Descriptions are in English whatever `Accept-Language` says. */
export const createScopeEndpoints = () => {
  const getOauthScopes: ApiEndpoint<'getOauthScopes'> = async () => {
    const entities = [...scopes].map(([id, description]) => scopeAnswer(id, description))
    const body: OAuthScopeListing = { total: entities.length, entities, selfUri: '/api/v2/oauth/scopes' }
    return { status: 200, body }
  }

  const getOauthScope: ApiEndpoint<'getOauthScope'> = async ({ path }) => {
    const description = scopes.get(path.scopeId)
    if (description === undefined) throw new Fault('not.found', 'There is no such scope')
    return { status: 200, body: scopeAnswer(path.scopeId, description) }
  }

  return { getOauthScopes, getOauthScope }
}

const scopeAnswer = (id: string, description: string): OAuthScope => ({
  id,
  description,
  selfUri: `/api/v2/oauth/scopes/${id}`,
})
