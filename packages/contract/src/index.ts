import type { components, operations } from './generated/openapi.ts'

export type { components, operations, paths } from './generated/openapi.ts'

type Schemas = components['schemas']

/** What the login host answers when it gives a token. */
export type AccessToken = Schemas['AccessToken']
/** What a usage query asks: the interval, and how its rows are told apart. */
export type ApiUsageClientQuery = Schemas['ApiUsageClientQuery']
/** One look at a usage execution: its status and, once complete, its rows. */
export type ApiUsageQueryResult = Schemas['ApiUsageQueryResult']
/** What one group of calls came to. Dimensions that were not grouped by are empty strings. */
export type ApiUsageRow = Schemas['ApiUsageRow']
/** A division, which things of an organisation are kept in. */
export type AuthzDivision = Schemas['AuthzDivision']
/** A reference to another entity; often only its id is filled. */
export type DomainEntityRef = Schemas['DomainEntityRef']
/** A role of an organisation, with its permissions. */
export type DomainOrganizationRole = Schemas['DomainOrganizationRole']
/** The body of every refusal by the API. All of it is optional. */
export type ErrorBody = Schemas['ErrorBody']
/** The limits of a namespace, for example `platform.api`. */
export type LimitsEntityListing = Schemas['LimitsEntityListing']
/** The body of a refusal by the login host. */
export type LoginError = Schemas['LoginError']
/** What an organisation authorised a client to do. */
export type OAuthAuthorization = Schemas['OAuthAuthorization']
/** The authorizations of an organisation. */
export type OAuthAuthorizationListing = Schemas['OAuthAuthorizationListing']
/** An OAuth client as answers show it. Its secret is only in the answer that makes one. */
export type OAuthClient = Schemas['OAuthClient']
/** The clients of an organisation, in one page. */
export type OAuthClientEntityListing = Schemas['OAuthClientEntityListing']
/** The settings of a client, as a create or a replacement takes them. */
export type OAuthClientRequest = Schemas['OAuthClientRequest']
/** Whether a client may log in; `inactive` ones may be deleted. */
export type OAuthClientState = Schemas['OAuthClientState']
/** How a client gets its tokens. */
export type OAuthGrantType = Schemas['OAuthGrantType']
/** A scope; its id is its name. */
export type OAuthScope = Schemas['OAuthScope']
/** The scopes that clients can ask for. */
export type OAuthScopeListing = Schemas['OAuthScopeListing']
/** An organisation. */
export type Organization = Schemas['Organization']
/** The roles of an organisation. */
export type OrganizationRoleEntityListing = Schemas['OrganizationRoleEntityListing']
/** A role in a division; `*` stands for all divisions. */
export type RoleDivision = Schemas['RoleDivision']
/** Whose token it is: its organisation, client and scopes. */
export type TokenInfo = Schemas['TokenInfo']
/** A usage execution that was started. */
export type UsageExecutionResult = Schemas['UsageExecutionResult']
/** The user that a token belongs to. */
export type UserMe = Schemas['UserMe']

/** The name of an operation, as the vendor spells it. */
export type OperationId = keyof operations
