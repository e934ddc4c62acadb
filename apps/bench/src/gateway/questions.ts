import type { ContenderName } from './contenders.ts'
import type { Ask } from './load.ts'

const fields = 'name description authorizedGrantType state accessTokenValiditySeconds dateCreated'

const post = (contender: ContenderName, query: string): Ask => ({
  path: contender === 'Apollo Server + vendor SDK' ? '/' : '/graphql',
  method: 'POST',
  body: JSON.stringify({ query }),
})

/** A question, in the words of each contender. Undefined for one that has no way to ask it. */
export type Question = (contender: ContenderName) => Ask | undefined

/** A list of this many clients, 7 fields of each. */
export const list =
  (length: number): Question =>
  (contender) => {
    if (contender === 'bare proxy (undici)') return { path: '/api/v2/oauth/clients', method: 'GET' }
    if (contender === 'Omnigraph (Mesh)')
      return post(
        contender,
        `query List { getOauthClients { ... on OAuthClientEntityListing { entities { id ${fields} } } } }`,
      )
    return post(contender, `query List { oauthClients(first: ${length}) { nodes { clientId ${fields} } } }`)
  }

/** One client, 7 fields. */
export const one: Question = (contender) => {
  if (contender === 'bare proxy (undici)') return { path: '/api/v2/oauth/clients/c7', method: 'GET' }
  if (contender === 'Omnigraph (Mesh)')
    return post(contender, `query One { getOauthClient(clientId: "c7") { ... on OAuthClient { id ${fields} } } }`)
  return post(contender, `query One { oauthClient(clientId: "c7") { clientId ${fields} } }`)
}

/** Twenty clients in one document, by aliases. */
export const twentyByAliases: Question = (contender) => {
  if (contender === 'bare proxy (undici)') return undefined
  const [field, selection] =
    contender === 'Omnigraph (Mesh)'
      ? ['getOauthClient', '... on OAuthClient { id name }']
      : ['oauthClient', 'clientId name']
  const aliases = Array.from(
    { length: 20 },
    (_, index) => `a${index}: ${field}(clientId: "c${index}") { ${selection} }`,
  )
  return post(contender, `query Twenty { ${aliases.join(' ')} }`)
}

/** A hundred clients with the descriptions of their scopes. */
export const withScopes: Question = (contender) => {
  if (contender === 'bare proxy (undici)' || contender === 'Omnigraph (Mesh)') return undefined
  return post(contender, 'query Scopes { oauthClients(first: 100) { nodes { clientId scopes { id description } } } }')
}
