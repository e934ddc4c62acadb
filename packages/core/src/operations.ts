export type { Auth } from './auth/auth.ts'
export { bearerToken } from './auth/bearer-token.ts'
export { tokenFrom } from './auth/token-from.ts'
export type { Budget } from './budget/budget.ts'
export { type BudgetOptions, createBudget } from './budget/create-budget.ts'
export type { Answer, ApiResponse, Form } from './http/answer.ts'
export { type Call, type CallConfig, type CreatedCall, createCall } from './http/call.ts'
export type { CallOptions } from './http/call-options.ts'
export type { Layer } from './http/exchange.ts'
export { explaining } from './http/explaining.ts'
export { type LimitOptions, limiting } from './http/limiting.ts'
export { type RetryOptions, retrying } from './http/retrying.ts'
export { sharing } from './http/sharing.ts'
export { observing, type Watch, type Watching } from './observe/observing.ts'
export { getOauthAuthorization, getOauthAuthorizations } from './operations/authorizations.ts'
export {
  deleteOauthClient,
  getOauthClient,
  getOauthClients,
  postOauthClientSecret,
  postOauthClients,
  putOauthClient,
} from './operations/clients.ts'
export { getOauthScope, getOauthScopes } from './operations/scopes.ts'
export {
  getOauthClientUsageQueryResult,
  getOauthClientUsageSummary,
  postOauthClientUsageQuery,
} from './operations/usage.ts'
export { hostsOf, type Region } from './regions.ts'
