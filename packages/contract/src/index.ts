import type { components, operations } from './generated/openapi.ts'

export type { components, operations, paths } from './generated/openapi.ts'

type Schemas = components['schemas']

export type AccessToken = Schemas['AccessToken']
export type ApiUsageClientQuery = Schemas['ApiUsageClientQuery']
export type ApiUsageQueryResult = Schemas['ApiUsageQueryResult']
export type ApiUsageRow = Schemas['ApiUsageRow']
export type AuthzDivision = Schemas['AuthzDivision']
export type DomainEntityRef = Schemas['DomainEntityRef']
export type DomainOrganizationRole = Schemas['DomainOrganizationRole']
export type ErrorBody = Schemas['ErrorBody']
export type LimitsEntityListing = Schemas['LimitsEntityListing']
export type LoginError = Schemas['LoginError']
export type OAuthAuthorization = Schemas['OAuthAuthorization']
export type OAuthAuthorizationListing = Schemas['OAuthAuthorizationListing']
export type OAuthClient = Schemas['OAuthClient']
export type OAuthClientEntityListing = Schemas['OAuthClientEntityListing']
export type OAuthClientRequest = Schemas['OAuthClientRequest']
export type OAuthClientState = Schemas['OAuthClientState']
export type OAuthGrantType = Schemas['OAuthGrantType']
export type OAuthScope = Schemas['OAuthScope']
export type OAuthScopeListing = Schemas['OAuthScopeListing']
export type Organization = Schemas['Organization']
export type OrganizationRoleEntityListing = Schemas['OrganizationRoleEntityListing']
export type RoleDivision = Schemas['RoleDivision']
export type TokenInfo = Schemas['TokenInfo']
export type UsageExecutionResult = Schemas['UsageExecutionResult']
export type UserMe = Schemas['UserMe']

/** The name of an operation, as the vendor spells it. */
export type OperationId = keyof operations
