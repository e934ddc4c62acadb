import type { GuardName } from '../src/guards/guard-name.ts'

/** A request that one guard refuses, whatever it comes by. */
export interface Scenario {
  /** `extensions.code` of the refusal. */
  readonly code: string
  readonly query?: string
  readonly variables?: Readonly<Record<string, unknown>>
  /** Headers of the request, or of the one that asks to become a WebSocket. */
  readonly headers?: Readonly<Record<string, string>>
  /** Null sends none. */
  readonly token?: null
  /** Which of the gateways of the matrix it is sent to; the usual one by default. */
  readonly to?: 'usual' | 'trusting' | 'full' | 'draining'
}

const innocent = '{ oauthScopes { id } }'
const times = (count: number, text: string) => Array.from({ length: count }, () => text).join(' ')

/** One for each guard: a guard that has none does not typecheck. */
export const scenarios: Readonly<Record<GuardName, Scenario>> = {
  authentication: { code: 'UNAUTHENTICATED', token: null },
  origin: { code: 'ORIGIN_NOT_ALLOWED', headers: { origin: 'https://evil.example' } },
  csrf: { code: 'CROSS_SITE_REQUEST', headers: { 'sec-fetch-site': 'cross-site' } },
  'content-type': { code: 'UNSUPPORTED_MEDIA_TYPE', headers: { 'content-type': 'text/plain' } },
  'body-bytes': { code: 'REQUEST_ENTITY_TOO_LARGE', variables: { filler: 'x'.repeat(100_000) } },
  'trusted-documents': { code: 'DOCUMENT_NOT_TRUSTED', to: 'trusting' },
  tokens: { code: 'LIMIT_EXCEEDED', query: `{ ${times(2000, 'a')} }` },
  depth: { code: 'LIMIT_EXCEEDED', query: `${times(16, '{ a')} ${times(16, '}')}` },
  fields: { code: 'LIMIT_EXCEEDED', query: `{ oauthScopes { ${times(1000, 'id')} } }` },
  aliases: { code: 'LIMIT_EXCEEDED', query: `{ ${times(31, 'a: oauthScopes { id }')} }` },
  'root-fields': { code: 'LIMIT_EXCEEDED', query: `{ ${times(26, 'oauthScopes { id }')} }` },
  directives: { code: 'LIMIT_EXCEEDED', query: `{ oauthScopes ${times(21, '@include(if: true)')} { id } }` },
  introspection: { code: 'INTROSPECTION_DISABLED', query: '{ oauthScopes { id } __schema { queryType { name } } }' },
  cost: {
    code: 'COST_EXCEEDED',
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: Array.from({ length: 51 }, (_, index) => btoa(`OAuthClient:${index}`)) },
  },
  variables: {
    code: 'INVALID_INPUT',
    query: 'query ($first: Int) { oauthScopes { id } oauthClients(first: $first) { totalCount } }',
    variables: { first: 'canary' },
  },
  streams: {
    code: 'TOO_MANY_STREAMS',
    query: 'subscription { usageSummary(input: { clientId: "c1" }) { status } }',
    to: 'full',
  },
  draining: {
    code: 'DRAINING',
    query: 'subscription { usageSummary(input: { clientId: "c1" }) { status } }',
    to: 'draining',
  },
}

/** The body of a scenario. */
export const bodyOf = ({ query = innocent, variables = {} }: Scenario) => ({ query, variables })
