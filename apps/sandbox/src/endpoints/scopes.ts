import type { OAuthScope, OAuthScopeListing } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import { chooseLanguage } from '../scopes/choose-language.ts'
import { scopesByLanguage } from '../scopes/scopes.ts'
import type { ApiEndpoint } from './endpoint.ts'

/** `/api/v2/oauth/scopes`, in the language that the caller prefers. Source: API facts, sections 1 and 7. */
export const createScopeEndpoints = () => {
  const getOauthScopes: ApiEndpoint<'getOauthScopes'> = async ({ acceptLanguage }) => {
    const language = chooseLanguage(acceptLanguage)
    const entities = [...scopesByLanguage[language]].map(([id, description]) => scopeAnswer(id, description))
    const body: OAuthScopeListing = { total: entities.length, entities, selfUri: '/api/v2/oauth/scopes' }
    return { status: 200, body, headers: { 'content-language': language } }
  }

  const getOauthScope: ApiEndpoint<'getOauthScope'> = async ({ path, acceptLanguage }) => {
    const language = chooseLanguage(acceptLanguage)
    const description = scopesByLanguage[language].get(path.scopeId)
    if (description === undefined) throw new Fault('not.found', 'There is no such scope')
    return { status: 200, body: scopeAnswer(path.scopeId, description), headers: { 'content-language': language } }
  }

  return { getOauthScopes, getOauthScope }
}

const scopeAnswer = (id: string, description: string): OAuthScope => ({
  id,
  description,
  selfUri: `/api/v2/oauth/scopes/${id}`,
})
