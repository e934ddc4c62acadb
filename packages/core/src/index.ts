export type {
  ApiUsageClientQuery,
  ApiUsageQueryResult,
  ApiUsageRow,
  DomainEntityRef,
  ErrorBody,
  OAuthAuthorization,
  OAuthAuthorizationListing,
  OAuthClient,
  OAuthClientEntityListing,
  OAuthClientRequest,
  OAuthClientState,
  OAuthGrantType,
  OAuthScope,
  OAuthScopeListing,
  OperationId,
  RoleDivision,
  UsageExecutionResult,
} from '@grantstream/contract'
export type { Auth, LoginAccess } from './auth/auth.ts'
export {
  type AuthorizationCode,
  type AuthorizationCodeOptions,
  authorizationCode,
} from './auth/authorization-code.ts'
export type { IdentityProvider, LoginPageOptions } from './auth/authorization-url.ts'
export { bearerToken } from './auth/bearer-token.ts'
export { type ClientCredentials, clientCredentials } from './auth/client-credentials.ts'
export { type LoginStorage, memoryStorage, type WebStorage, webStorage } from './auth/login-storage.ts'
export { tokenFrom } from './auth/token-from.ts'
export type { ThrottlePatience } from './auth/wait-out-throttle.ts'
export type { Budget } from './budget/budget.ts'
export { type BudgetOptions, createBudget } from './budget/create-budget.ts'
export { createOAuthApi, type OAuthApi, type OAuthApiOptions, type Operations } from './create-api.ts'
export {
  type ApiError,
  AuthorizationError,
  CancelledError,
  DeadlineError,
  type Detail,
  HttpError,
  isApiError,
  LoginError,
  type LoginReason,
  type LoginRefusal,
  LoginRequiredError,
  MalformedAnswerError,
  MaxPollsError,
  NetworkError,
  type Refusal,
  ResumeTokenError,
  RetryAfterTooLongError,
  TimeoutError,
  type UsageExecutionFacts,
  UsageExecutionFailedError,
} from './errors.ts'
export type { Answer, ApiResponse, Form } from './http/answer.ts'
export type { CallOptions } from './http/call-options.ts'
export { isUnsent } from './http/is-unsent.ts'
export type { Send } from './http/send.ts'
export { fetchTransport, type HttpRequest, type HttpResponse, type Transport } from './http/transport.ts'
export type { TokenSource } from './http/with-token.ts'
export type {
  ApiEvent,
  DirectiveEvent,
  EndEvent,
  Observe,
  PollEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  ShareEvent,
  WaitEvent,
  WarningEvent,
} from './observe/api-event.ts'
export { observing, type Watch, type Watching } from './observe/observing.ts'
export type { AuthorizationOperations } from './operations/authorizations.ts'
export type { ClientOperations } from './operations/clients.ts'
export type { InLanguage } from './operations/language.ts'
export type { ScopeOperations } from './operations/scopes.ts'
export type { OfDays, UsageOperations } from './operations/usage.ts'
export { type ExponentialOptions, exponential } from './polling/exponential.ts'
export { fixed } from './polling/fixed.ts'
export type { Waiter } from './polling/for-waiter.ts'
export { type Cancellable, lastOf } from './polling/last-of.ts'
export { latestOf } from './polling/latest-of.ts'
export { type DurationHistory, type LearnedOptions, learned } from './polling/learned.ts'
export { type PollOptions, pollUntil } from './polling/poll-until.ts'
export { followUsageExecution, pollUsageExecution } from './polling/poll-usage-execution.ts'
export { type ResumeOptions, type ResumeTokenRules, resumeUsageExecution } from './polling/resume-usage-execution.ts'
export type { Look, Schedule } from './polling/schedule.ts'
export { type SquareRootOptions, squareRoot } from './polling/square-root.ts'
export { startUsageQuery, startUsageSummary, type UsageStarts } from './polling/start-usage-execution.ts'
export { usageExecutionRows } from './polling/usage-execution-rows.ts'
export type {
  UsageExecutionComplete,
  UsageExecutionProgress,
  UsageExecutionRunning,
  UsageExecutionStarting,
  UsageExecutionState,
  UsageProgress,
  UsageWarning,
} from './polling/usage-execution-state.ts'
export {
  createUsageExecutions,
  type UsageExecutions,
  type UsageExecutionsOptions,
} from './polling/usage-executions.ts'
export type { UsageHistory } from './polling/usage-history.ts'
export type { UsagePollOptions } from './polling/usage-poll-options.ts'
export type { UsageResults } from './polling/usage-results.ts'
export { type Hosts, hostsOf, type Region, regions } from './regions.ts'
export { waitFor } from './waiting/wait-for.ts'
