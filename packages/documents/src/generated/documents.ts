/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** An OAuth client to create. It starts active. */
export type CreateOAuthClientInput = {
  /** How many seconds a token lives, 300 to 172800; 86400 when none is given. Organisations that use SCIM may go to 38880000. */
  readonly accessTokenValiditySeconds?: number | null | undefined;
  /** How it obtains its tokens. */
  readonly authorizedGrantType: OAuthGrantType;
  /** What it is for. */
  readonly description?: string | null | undefined;
  /** Its name, 1 to 256 characters that are not all blank. */
  readonly name: string;
  /** Where a login may lead back to: absolute URIs without a fragment. */
  readonly registeredRedirectUris?: ReadonlyArray<string> | null | undefined;
  /** The roles that its tokens have; for CLIENT_CREDENTIALS only. */
  readonly roleDivisions?: ReadonlyArray<RoleDivisionInput> | null | undefined;
  /** The scopes that its tokens may have; for every grant type except CLIENT_CREDENTIALS. */
  readonly scopeIds?: ReadonlyArray<string> | null | undefined;
};

/** An OAuth client to delete. */
export type DeleteOAuthClientInput = {
  /** The vendor's id of the client. */
  readonly clientId: string;
  /** The upstream deletes only inactive clients: true makes the client inactive first. */
  readonly deactivate?: boolean;
};

/** A span of time. */
export type IntervalInput = {
  /** Its end, after its start. */
  readonly end: string;
  /** Its first instant. */
  readonly start: string;
};

/** How far an authorization got. */
export type OAuthAuthorizationState =
  /** Granted. */
  | 'AUTHORIZED'
  /** Asked for, not yet granted. */
  | 'REQUESTED'
  /** Granted once, taken back since. */
  | 'REVOKED'
  /** Nobody asked for it. */
  | 'UNAUTHORIZED'
  /** A value that this gateway does not know. */
  | 'UNKNOWN';

/** Which clients to list; all that is given must hold. */
export type OAuthClientFilter = {
  /** Clients of this grant type. */
  readonly authorizedGrantType?: OAuthGrantType | null | undefined;
  /** Clients with this in their name, in any case of letters. */
  readonly nameContains?: string | null | undefined;
  /** Clients that may have this scope. */
  readonly scopeId?: string | null | undefined;
  /** Clients of this state. */
  readonly state?: OAuthClientState | null | undefined;
};

/** How clients are sorted; equal ones by their id. */
export type OAuthClientOrder = {
  /** Which end comes first. */
  readonly direction?: OrderDirection;
  /** What to sort by. */
  readonly field: OAuthClientOrderField;
};

/** What clients can be sorted by. */
export type OAuthClientOrderField =
  /** By when they were created; unknown dates are the oldest. */
  | 'DATE_CREATED'
  /** By when they were last changed; unknown dates are the oldest. */
  | 'DATE_MODIFIED'
  /** By name, in any case of letters. */
  | 'NAME';

/** Whether a client gets tokens. */
export type OAuthClientState =
  /** It gets tokens. */
  | 'ACTIVE'
  /** Stopped by the vendor; its tokens are dead. */
  | 'DISABLED'
  /** It gets no new tokens and waits for its deletion. */
  | 'INACTIVE'
  /** A value that this gateway does not know. */
  | 'UNKNOWN';

/** How a client obtains its tokens. */
export type OAuthGrantType =
  /** A token for the client itself, without a user. */
  | 'CLIENT_CREDENTIALS'
  /** Authorization code, with or without PKCE. */
  | 'CODE'
  /** In the enum of the vendor, without a public flow. */
  | 'PASSWORD'
  /** A SAML 2 assertion is exchanged. */
  | 'SAML2_BEARER'
  /** Implicit; the vendor is ending it. */
  | 'TOKEN'
  /** A value that this gateway does not know. */
  | 'UNKNOWN';

/** Which end comes first. */
export type OrderDirection =
  /** A before Z, old before new. */
  | 'ASC'
  /** Z before A, new before old. */
  | 'DESC';

/** An OAuth client whose secret is to be replaced. */
export type RegenerateOAuthClientSecretInput = {
  /** The vendor's id of the client. */
  readonly clientId: string;
};

/** A role, held in a division. */
export type RoleDivisionInput = {
  /** The id of the division; * stands for all. */
  readonly divisionId: string;
  /** The id of the role. */
  readonly roleId: string;
};

/** What to count of the calls of a client. */
export type StartUsageQueryInput = {
  /** The vendor's id of the client whose calls are counted. */
  readonly clientId: string;
  /** The bucket that rows are dated by; one total when left out. */
  readonly granularity?: UsageGranularity | null | undefined;
  /** What tells rows apart; the client alone when left out. */
  readonly groupBy?: ReadonlyArray<UsageGroupBy> | null | undefined;
  /** The time whose calls are counted. */
  readonly interval: IntervalInput;
  /** The counts to give; all when left out. */
  readonly metrics?: ReadonlyArray<UsageMetric> | null | undefined;
};

/** How far back to sum up the calls of a client. */
export type StartUsageSummaryInput = {
  /** The vendor's id of the client whose calls are counted. */
  readonly clientId: string;
  /** How many days back, 1 to 365. */
  readonly days?: number | null | undefined;
};

/** A patch of an OAuth client: what is left out stays, null clears. */
export type UpdateOAuthClientInput = {
  /** How many seconds a token lives, 300 to 172800; 86400 when none is given. Organisations that use SCIM may go to 38880000. */
  readonly accessTokenValiditySeconds?: number | null | undefined;
  /** How it obtains its tokens. Cannot be cleared. */
  readonly authorizedGrantType?: OAuthGrantType | null | undefined;
  /** The vendor's id of the client. */
  readonly clientId: string;
  /** What it is for. */
  readonly description?: string | null | undefined;
  /** Its name, 1 to 256 characters that are not all blank. Cannot be cleared. */
  readonly name?: string | null | undefined;
  /** Where a login may lead back to: absolute URIs without a fragment. */
  readonly registeredRedirectUris?: ReadonlyArray<string> | null | undefined;
  /** The roles that its tokens have; for CLIENT_CREDENTIALS only. */
  readonly roleDivisions?: ReadonlyArray<RoleDivisionInput> | null | undefined;
  /** The scopes that its tokens may have; for every grant type except CLIENT_CREDENTIALS. */
  readonly scopeIds?: ReadonlyArray<string> | null | undefined;
  /** Whether it gets tokens. Cannot be cleared. */
  readonly state?: OAuthClientState | null | undefined;
};

/** The bucket that rows are dated by. */
export type UsageGranularity =
  /** A day, in UTC. */
  | 'DAY'
  /** A month. */
  | 'MONTH'
  /** A week. */
  | 'WEEK';

/** A dimension that tells rows apart. */
export type UsageGroupBy =
  /** The HTTP method. */
  | 'HTTP_METHOD'
  /** The client that called. */
  | 'OAUTH_CLIENT_ID'
  /** The organisation that was called. */
  | 'ORGANIZATION_ID'
  /** The path template that was called. */
  | 'TEMPLATE_URI';

/** A count. */
export type UsageMetric =
  /** Calls in all. */
  | 'REQUESTS'
  /** Calls answered with 200 to 299. */
  | 'STATUS_200'
  /** Calls answered with 300 to 399. */
  | 'STATUS_300'
  /** Calls answered with 400 to 499. */
  | 'STATUS_400'
  /** Calls refused by a rate limit. */
  | 'STATUS_429'
  /** Calls answered with 500 to 599. */
  | 'STATUS_500';

/** How far a usage execution got. In a stream UNKNOWN reads as RUNNING. */
export type UsageStatus =
  /** Done: the rows are there. */
  | 'COMPLETE'
  /** Ended without rows; the upstream gives no reason. */
  | 'FAILED'
  /** Not done yet. */
  | 'RUNNING'
  /** A value that this gateway does not know. */
  | 'UNKNOWN';

export type AuthorizationsQueryVariables = Exact<{
  acceptLanguage?: string | null | undefined;
}>;


export type AuthorizationsQuery = { readonly oauthAuthorizations: ReadonlyArray<{ readonly __typename: 'OAuthAuthorization', readonly state: OAuthAuthorizationState | null, readonly pending: boolean | null, readonly roles: ReadonlyArray<string>, readonly dateCreated: string | null, readonly client: { readonly __typename: 'OAuthClient', readonly clientId: string, readonly name: string } | null, readonly scopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string, readonly description: string | null }> }> | null };

export type AuthorizationQueryVariables = Exact<{
  clientId: string;
  acceptLanguage?: string | null | undefined;
}>;


export type AuthorizationQuery = { readonly oauthAuthorization: { readonly __typename: 'OAuthAuthorization', readonly state: OAuthAuthorizationState | null, readonly pending: boolean | null, readonly roles: ReadonlyArray<string>, readonly dateCreated: string | null, readonly client: { readonly __typename: 'OAuthClient', readonly clientId: string, readonly name: string } | null, readonly scopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string, readonly description: string | null }> } | null };

export type ClientsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: OAuthClientFilter | null | undefined;
  orderBy?: OAuthClientOrder | null | undefined;
}>;


export type ClientsQuery = { readonly oauthClients: { readonly __typename: 'OAuthClientConnection', readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly __typename: 'OAuthClientEdge', readonly cursor: string, readonly node: { readonly __typename: 'OAuthClient', readonly id: string, readonly clientId: string, readonly name: string, readonly description: string | null, readonly authorizedGrantType: OAuthGrantType, readonly state: OAuthClientState | null, readonly accessTokenValiditySeconds: number | null, readonly registeredRedirectUris: ReadonlyArray<string>, readonly dateCreated: string | null, readonly dateModified: string | null, readonly dateToDelete: string | null, readonly scopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string }>, readonly roleDivisions: ReadonlyArray<{ readonly __typename: 'RoleDivision', readonly roleId: string, readonly divisionId: string }> } }>, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } | null };

export type ClientQueryVariables = Exact<{
  clientId: string;
}>;


export type ClientQuery = { readonly oauthClient: { readonly __typename: 'OAuthClient', readonly id: string, readonly clientId: string, readonly name: string, readonly description: string | null, readonly authorizedGrantType: OAuthGrantType, readonly state: OAuthClientState | null, readonly accessTokenValiditySeconds: number | null, readonly registeredRedirectUris: ReadonlyArray<string>, readonly dateCreated: string | null, readonly dateModified: string | null, readonly dateToDelete: string | null, readonly createdBy: { readonly __typename: 'EntityRef', readonly id: string | null, readonly name: string | null } | null, readonly modifiedBy: { readonly __typename: 'EntityRef', readonly id: string | null, readonly name: string | null } | null, readonly scopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string }>, readonly roleDivisions: ReadonlyArray<{ readonly __typename: 'RoleDivision', readonly roleId: string, readonly divisionId: string }> } | null };

export type ByIdQueryVariables = Exact<{
  id: string;
}>;


export type ByIdQuery = { readonly node:
    | { readonly __typename: 'OAuthClient', readonly id: string, readonly clientId: string, readonly name: string, readonly description: string | null, readonly authorizedGrantType: OAuthGrantType, readonly state: OAuthClientState | null, readonly accessTokenValiditySeconds: number | null, readonly registeredRedirectUris: ReadonlyArray<string>, readonly dateCreated: string | null, readonly dateModified: string | null, readonly dateToDelete: string | null, readonly scopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string }>, readonly roleDivisions: ReadonlyArray<{ readonly __typename: 'RoleDivision', readonly roleId: string, readonly divisionId: string }> }
    | { readonly __typename: 'UsageExecution', readonly id: string, readonly clientId: string, readonly executionId: string, readonly status: UsageStatus, readonly polls: number, readonly elapsedMs: number, readonly totals: { readonly __typename: 'UsageTotals', readonly requests: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null } | null, readonly rows: ReadonlyArray<{ readonly __typename: 'UsageRow', readonly date: string | null, readonly clientName: string | null, readonly templateUri: string | null, readonly httpMethod: string | null, readonly requests: number | null, readonly status200: number | null, readonly status300: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null }> | null }
   | null };

export type ByIdsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type ByIdsQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'OAuthClient', readonly id: string, readonly clientId: string, readonly name: string, readonly description: string | null, readonly authorizedGrantType: OAuthGrantType, readonly state: OAuthClientState | null, readonly accessTokenValiditySeconds: number | null, readonly registeredRedirectUris: ReadonlyArray<string>, readonly dateCreated: string | null, readonly dateModified: string | null, readonly dateToDelete: string | null, readonly scopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string }>, readonly roleDivisions: ReadonlyArray<{ readonly __typename: 'RoleDivision', readonly roleId: string, readonly divisionId: string }> }
    | { readonly __typename: 'UsageExecution', readonly id: string, readonly clientId: string, readonly executionId: string, readonly status: UsageStatus, readonly polls: number, readonly elapsedMs: number, readonly totals: { readonly __typename: 'UsageTotals', readonly requests: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null } | null, readonly rows: ReadonlyArray<{ readonly __typename: 'UsageRow', readonly date: string | null, readonly clientName: string | null, readonly templateUri: string | null, readonly httpMethod: string | null, readonly requests: number | null, readonly status200: number | null, readonly status300: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null }> | null }
   | null> };

export type CreateClientMutationVariables = Exact<{
  input: CreateOAuthClientInput;
}>;


export type CreateClientMutation = { readonly createOAuthClient:
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'InputIssue', readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'OAuthClientWithSecret', readonly secret: string | null, readonly client: { readonly __typename: 'OAuthClient', readonly id: string, readonly clientId: string, readonly name: string, readonly description: string | null, readonly authorizedGrantType: OAuthGrantType, readonly state: OAuthClientState | null, readonly accessTokenValiditySeconds: number | null, readonly registeredRedirectUris: ReadonlyArray<string>, readonly dateCreated: string | null, readonly dateModified: string | null, readonly dateToDelete: string | null, readonly scopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string }>, readonly roleDivisions: ReadonlyArray<{ readonly __typename: 'RoleDivision', readonly roleId: string, readonly divisionId: string }> } }
    | { readonly __typename: 'PermissionDenied', readonly missingPermissions: ReadonlyArray<string>, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'Throttled', readonly retryAfterMs: number | null, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'UpstreamUnavailable', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
   | null };

export type UpdateClientMutationVariables = Exact<{
  input: UpdateOAuthClientInput;
}>;


export type UpdateClientMutation = { readonly updateOAuthClient:
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'InputIssue', readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'OAuthClient', readonly id: string, readonly clientId: string, readonly name: string, readonly description: string | null, readonly authorizedGrantType: OAuthGrantType, readonly state: OAuthClientState | null, readonly accessTokenValiditySeconds: number | null, readonly registeredRedirectUris: ReadonlyArray<string>, readonly dateCreated: string | null, readonly dateModified: string | null, readonly dateToDelete: string | null, readonly scopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string }>, readonly roleDivisions: ReadonlyArray<{ readonly __typename: 'RoleDivision', readonly roleId: string, readonly divisionId: string }> }
    | { readonly __typename: 'PermissionDenied', readonly missingPermissions: ReadonlyArray<string>, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'Throttled', readonly retryAfterMs: number | null, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'UpstreamUnavailable', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
   | null };

export type DeleteClientMutationVariables = Exact<{
  input: DeleteOAuthClientInput;
}>;


export type DeleteClientMutation = { readonly deleteOAuthClient:
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'DeletedOAuthClient', readonly clientId: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'InputIssue', readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'PermissionDenied', readonly missingPermissions: ReadonlyArray<string>, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'Throttled', readonly retryAfterMs: number | null, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'UpstreamUnavailable', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
   | null };

export type RegenerateSecretMutationVariables = Exact<{
  input: RegenerateOAuthClientSecretInput;
}>;


export type RegenerateSecretMutation = { readonly regenerateOAuthClientSecret:
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'InputIssue', readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'OAuthClientWithSecret', readonly secret: string | null, readonly client: { readonly __typename: 'OAuthClient', readonly id: string, readonly clientId: string, readonly dateModified: string | null } }
    | { readonly __typename: 'PermissionDenied', readonly missingPermissions: ReadonlyArray<string>, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'Throttled', readonly retryAfterMs: number | null, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'UpstreamUnavailable', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
   | null };

export type ClientPartsFragment = { readonly __typename: 'OAuthClient', readonly id: string, readonly clientId: string, readonly name: string, readonly description: string | null, readonly authorizedGrantType: OAuthGrantType, readonly state: OAuthClientState | null, readonly accessTokenValiditySeconds: number | null, readonly registeredRedirectUris: ReadonlyArray<string>, readonly dateCreated: string | null, readonly dateModified: string | null, readonly dateToDelete: string | null, readonly scopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string }>, readonly roleDivisions: ReadonlyArray<{ readonly __typename: 'RoleDivision', readonly roleId: string, readonly divisionId: string }> };

export type AuthorizationPartsFragment = { readonly __typename: 'OAuthAuthorization', readonly state: OAuthAuthorizationState | null, readonly pending: boolean | null, readonly roles: ReadonlyArray<string>, readonly dateCreated: string | null, readonly client: { readonly __typename: 'OAuthClient', readonly clientId: string, readonly name: string } | null, readonly scopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string, readonly description: string | null }> };

export type ExecutionPartsFragment = { readonly __typename: 'UsageExecution', readonly id: string, readonly clientId: string, readonly executionId: string, readonly status: UsageStatus, readonly polls: number, readonly elapsedMs: number, readonly totals: { readonly __typename: 'UsageTotals', readonly requests: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null } | null, readonly rows: ReadonlyArray<{ readonly __typename: 'UsageRow', readonly date: string | null, readonly clientName: string | null, readonly templateUri: string | null, readonly httpMethod: string | null, readonly requests: number | null, readonly status200: number | null, readonly status300: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null }> | null };

type ProblemParts_Conflict_Fragment = { readonly __typename: 'Conflict', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null };

type ProblemParts_InvalidInput_Fragment = { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'InputIssue', readonly path: ReadonlyArray<string>, readonly message: string }> };

type ProblemParts_NotFound_Fragment = { readonly __typename: 'NotFound', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null };

type ProblemParts_PermissionDenied_Fragment = { readonly __typename: 'PermissionDenied', readonly missingPermissions: ReadonlyArray<string>, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null };

type ProblemParts_Throttled_Fragment = { readonly __typename: 'Throttled', readonly retryAfterMs: number | null, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null };

type ProblemParts_UpstreamUnavailable_Fragment = { readonly __typename: 'UpstreamUnavailable', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null };

export type ProblemPartsFragment =
  | ProblemParts_Conflict_Fragment
  | ProblemParts_InvalidInput_Fragment
  | ProblemParts_NotFound_Fragment
  | ProblemParts_PermissionDenied_Fragment
  | ProblemParts_Throttled_Fragment
  | ProblemParts_UpstreamUnavailable_Fragment
;

export type ScopesQueryVariables = Exact<{
  acceptLanguage?: string | null | undefined;
}>;


export type ScopesQuery = { readonly oauthScopes: ReadonlyArray<{ readonly __typename: 'OAuthScope', readonly id: string, readonly description: string | null }> | null };

export type ScopeQueryVariables = Exact<{
  scopeId: string;
  acceptLanguage?: string | null | undefined;
}>;


export type ScopeQuery = { readonly oauthScope: { readonly __typename: 'OAuthScope', readonly id: string, readonly description: string | null } | null };

export type ExecutionQueryVariables = Exact<{
  clientId: string;
  executionId: string;
}>;


export type ExecutionQuery = { readonly usageExecution: { readonly __typename: 'UsageExecution', readonly id: string, readonly clientId: string, readonly executionId: string, readonly status: UsageStatus, readonly polls: number, readonly elapsedMs: number, readonly totals: { readonly __typename: 'UsageTotals', readonly requests: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null } | null, readonly rows: ReadonlyArray<{ readonly __typename: 'UsageRow', readonly date: string | null, readonly clientName: string | null, readonly templateUri: string | null, readonly httpMethod: string | null, readonly requests: number | null, readonly status200: number | null, readonly status300: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null }> | null } | null };

export type StartUsageQueryMutationVariables = Exact<{
  input: StartUsageQueryInput;
}>;


export type StartUsageQueryMutation = { readonly startUsageQuery:
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'InputIssue', readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'PermissionDenied', readonly missingPermissions: ReadonlyArray<string>, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'Throttled', readonly retryAfterMs: number | null, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'UpstreamUnavailable', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'UsageExecution', readonly id: string, readonly clientId: string, readonly executionId: string, readonly status: UsageStatus, readonly polls: number, readonly elapsedMs: number, readonly totals: { readonly __typename: 'UsageTotals', readonly requests: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null } | null, readonly rows: ReadonlyArray<{ readonly __typename: 'UsageRow', readonly date: string | null, readonly clientName: string | null, readonly templateUri: string | null, readonly httpMethod: string | null, readonly requests: number | null, readonly status200: number | null, readonly status300: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null }> | null }
   | null };

export type StartUsageSummaryMutationVariables = Exact<{
  input: StartUsageSummaryInput;
}>;


export type StartUsageSummaryMutation = { readonly startUsageSummary:
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'InputIssue', readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'PermissionDenied', readonly missingPermissions: ReadonlyArray<string>, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'Throttled', readonly retryAfterMs: number | null, readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'UpstreamUnavailable', readonly code: string, readonly message: string, readonly retryable: boolean, readonly correlationId: string | null }
    | { readonly __typename: 'UsageExecution', readonly id: string, readonly clientId: string, readonly executionId: string, readonly status: UsageStatus, readonly polls: number, readonly elapsedMs: number, readonly totals: { readonly __typename: 'UsageTotals', readonly requests: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null } | null, readonly rows: ReadonlyArray<{ readonly __typename: 'UsageRow', readonly date: string | null, readonly clientName: string | null, readonly templateUri: string | null, readonly httpMethod: string | null, readonly requests: number | null, readonly status200: number | null, readonly status300: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null }> | null }
   | null };

export type FollowExecutionSubscriptionVariables = Exact<{
  clientId: string;
  executionId: string;
}>;


export type FollowExecutionSubscription = { readonly usageExecution: { readonly __typename: 'UsageExecution', readonly id: string, readonly clientId: string, readonly executionId: string, readonly status: UsageStatus, readonly polls: number, readonly elapsedMs: number, readonly totals: { readonly __typename: 'UsageTotals', readonly requests: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null } | null, readonly rows: ReadonlyArray<{ readonly __typename: 'UsageRow', readonly date: string | null, readonly clientName: string | null, readonly templateUri: string | null, readonly httpMethod: string | null, readonly requests: number | null, readonly status200: number | null, readonly status300: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null }> | null } | null };

export type FollowUsageQuerySubscriptionVariables = Exact<{
  input: StartUsageQueryInput;
}>;


export type FollowUsageQuerySubscription = { readonly usageQuery: { readonly __typename: 'UsageExecution', readonly id: string, readonly clientId: string, readonly executionId: string, readonly status: UsageStatus, readonly polls: number, readonly elapsedMs: number, readonly totals: { readonly __typename: 'UsageTotals', readonly requests: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null } | null, readonly rows: ReadonlyArray<{ readonly __typename: 'UsageRow', readonly date: string | null, readonly clientName: string | null, readonly templateUri: string | null, readonly httpMethod: string | null, readonly requests: number | null, readonly status200: number | null, readonly status300: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null }> | null } | null };

export type FollowUsageSummarySubscriptionVariables = Exact<{
  input: StartUsageSummaryInput;
}>;


export type FollowUsageSummarySubscription = { readonly usageSummary: { readonly __typename: 'UsageExecution', readonly id: string, readonly clientId: string, readonly executionId: string, readonly status: UsageStatus, readonly polls: number, readonly elapsedMs: number, readonly totals: { readonly __typename: 'UsageTotals', readonly requests: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null } | null, readonly rows: ReadonlyArray<{ readonly __typename: 'UsageRow', readonly date: string | null, readonly clientName: string | null, readonly templateUri: string | null, readonly httpMethod: string | null, readonly requests: number | null, readonly status200: number | null, readonly status300: number | null, readonly status400: number | null, readonly status429: number | null, readonly status500: number | null }> | null } | null };

export const ClientPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClientParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"authorizedGrantType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenValiditySeconds"}},{"kind":"Field","name":{"kind":"Name","value":"registeredRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roleDivisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleId"}},{"kind":"Field","name":{"kind":"Name","value":"divisionId"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"dateModified"}},{"kind":"Field","name":{"kind":"Name","value":"dateToDelete"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ClientPartsFragment, unknown>;
export const AuthorizationPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuthorizationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthAuthorization"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<AuthorizationPartsFragment, unknown>;
export const ExecutionPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageExecution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"executionId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"polls"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedMs"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"clientName"}},{"kind":"Field","name":{"kind":"Name","value":"templateUri"}},{"kind":"Field","name":{"kind":"Name","value":"httpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status200"}},{"kind":"Field","name":{"kind":"Name","value":"status300"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ExecutionPartsFragment, unknown>;
export const ProblemPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PermissionDenied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingPermissions"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Throttled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ProblemPartsFragment, unknown>;
export const AuthorizationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Authorizations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"acceptLanguage"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"en-us","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"oauthAuthorizations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"acceptLanguage"},"value":{"kind":"Variable","name":{"kind":"Name","value":"acceptLanguage"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuthorizationParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuthorizationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthAuthorization"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<AuthorizationsQuery, AuthorizationsQueryVariables>;
export const AuthorizationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Authorization"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"acceptLanguage"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"en-us","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"oauthAuthorization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"clientId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}}},{"kind":"Argument","name":{"kind":"Name","value":"acceptLanguage"},"value":{"kind":"Variable","name":{"kind":"Name","value":"acceptLanguage"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuthorizationParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuthorizationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthAuthorization"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<AuthorizationQuery, AuthorizationQueryVariables>;
export const ClientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Clients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClientFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClientOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"oauthClients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClientParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClientParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"authorizedGrantType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenValiditySeconds"}},{"kind":"Field","name":{"kind":"Name","value":"registeredRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roleDivisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleId"}},{"kind":"Field","name":{"kind":"Name","value":"divisionId"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"dateModified"}},{"kind":"Field","name":{"kind":"Name","value":"dateToDelete"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ClientsQuery, ClientsQueryVariables>;
export const ClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Client"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"oauthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"clientId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClientParts"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modifiedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClientParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"authorizedGrantType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenValiditySeconds"}},{"kind":"Field","name":{"kind":"Name","value":"registeredRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roleDivisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleId"}},{"kind":"Field","name":{"kind":"Name","value":"divisionId"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"dateModified"}},{"kind":"Field","name":{"kind":"Name","value":"dateToDelete"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ClientQuery, ClientQueryVariables>;
export const ByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClientParts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClientParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"authorizedGrantType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenValiditySeconds"}},{"kind":"Field","name":{"kind":"Name","value":"registeredRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roleDivisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleId"}},{"kind":"Field","name":{"kind":"Name","value":"divisionId"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"dateModified"}},{"kind":"Field","name":{"kind":"Name","value":"dateToDelete"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageExecution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"executionId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"polls"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedMs"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"clientName"}},{"kind":"Field","name":{"kind":"Name","value":"templateUri"}},{"kind":"Field","name":{"kind":"Name","value":"httpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status200"}},{"kind":"Field","name":{"kind":"Name","value":"status300"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ByIdQuery, ByIdQueryVariables>;
export const ByIdsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ByIds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClientParts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClientParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"authorizedGrantType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenValiditySeconds"}},{"kind":"Field","name":{"kind":"Name","value":"registeredRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roleDivisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleId"}},{"kind":"Field","name":{"kind":"Name","value":"divisionId"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"dateModified"}},{"kind":"Field","name":{"kind":"Name","value":"dateToDelete"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageExecution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"executionId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"polls"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedMs"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"clientName"}},{"kind":"Field","name":{"kind":"Name","value":"templateUri"}},{"kind":"Field","name":{"kind":"Name","value":"httpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status200"}},{"kind":"Field","name":{"kind":"Name","value":"status300"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ByIdsQuery, ByIdsQueryVariables>;
export const CreateClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOAuthClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClientWithSecret"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClientParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClientParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"authorizedGrantType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenValiditySeconds"}},{"kind":"Field","name":{"kind":"Name","value":"registeredRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roleDivisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleId"}},{"kind":"Field","name":{"kind":"Name","value":"divisionId"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"dateModified"}},{"kind":"Field","name":{"kind":"Name","value":"dateToDelete"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PermissionDenied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingPermissions"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Throttled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<CreateClientMutation, CreateClientMutationVariables>;
export const UpdateClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateOAuthClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClientParts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClientParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"authorizedGrantType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenValiditySeconds"}},{"kind":"Field","name":{"kind":"Name","value":"registeredRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roleDivisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleId"}},{"kind":"Field","name":{"kind":"Name","value":"divisionId"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"dateModified"}},{"kind":"Field","name":{"kind":"Name","value":"dateToDelete"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PermissionDenied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingPermissions"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Throttled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<UpdateClientMutation, UpdateClientMutationVariables>;
export const DeleteClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteOAuthClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeletedOAuthClient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PermissionDenied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingPermissions"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Throttled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<DeleteClientMutation, DeleteClientMutationVariables>;
export const RegenerateSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegenerateSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegenerateOAuthClientSecretInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"regenerateOAuthClientSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClientWithSecret"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"dateModified"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PermissionDenied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingPermissions"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Throttled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<RegenerateSecretMutation, RegenerateSecretMutationVariables>;
export const ScopesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Scopes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"acceptLanguage"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"en-us","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"oauthScopes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"acceptLanguage"},"value":{"kind":"Variable","name":{"kind":"Name","value":"acceptLanguage"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]} as unknown as DocumentNode<ScopesQuery, ScopesQueryVariables>;
export const ScopeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Scope"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scopeId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"acceptLanguage"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"en-us","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"oauthScope"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"scopeId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scopeId"}}},{"kind":"Argument","name":{"kind":"Name","value":"acceptLanguage"},"value":{"kind":"Variable","name":{"kind":"Name","value":"acceptLanguage"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]} as unknown as DocumentNode<ScopeQuery, ScopeQueryVariables>;
export const ExecutionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Execution"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"executionId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usageExecution"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"clientId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}}},{"kind":"Argument","name":{"kind":"Name","value":"executionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"executionId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageExecution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"executionId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"polls"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedMs"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"clientName"}},{"kind":"Field","name":{"kind":"Name","value":"templateUri"}},{"kind":"Field","name":{"kind":"Name","value":"httpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status200"}},{"kind":"Field","name":{"kind":"Name","value":"status300"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ExecutionQuery, ExecutionQueryVariables>;
export const StartUsageQueryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartUsageQuery"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartUsageQueryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startUsageQuery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionParts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageExecution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"executionId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"polls"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedMs"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"clientName"}},{"kind":"Field","name":{"kind":"Name","value":"templateUri"}},{"kind":"Field","name":{"kind":"Name","value":"httpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status200"}},{"kind":"Field","name":{"kind":"Name","value":"status300"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PermissionDenied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingPermissions"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Throttled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<StartUsageQueryMutation, StartUsageQueryMutationVariables>;
export const StartUsageSummaryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartUsageSummary"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartUsageSummaryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startUsageSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionParts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageExecution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"executionId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"polls"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedMs"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"clientName"}},{"kind":"Field","name":{"kind":"Name","value":"templateUri"}},{"kind":"Field","name":{"kind":"Name","value":"httpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status200"}},{"kind":"Field","name":{"kind":"Name","value":"status300"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PermissionDenied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingPermissions"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Throttled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<StartUsageSummaryMutation, StartUsageSummaryMutationVariables>;
export const FollowExecutionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowExecution"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"executionId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usageExecution"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"clientId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}}},{"kind":"Argument","name":{"kind":"Name","value":"executionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"executionId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageExecution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"executionId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"polls"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedMs"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"clientName"}},{"kind":"Field","name":{"kind":"Name","value":"templateUri"}},{"kind":"Field","name":{"kind":"Name","value":"httpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status200"}},{"kind":"Field","name":{"kind":"Name","value":"status300"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<FollowExecutionSubscription, FollowExecutionSubscriptionVariables>;
export const FollowUsageQueryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowUsageQuery"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartUsageQueryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usageQuery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageExecution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"executionId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"polls"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedMs"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"clientName"}},{"kind":"Field","name":{"kind":"Name","value":"templateUri"}},{"kind":"Field","name":{"kind":"Name","value":"httpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status200"}},{"kind":"Field","name":{"kind":"Name","value":"status300"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<FollowUsageQuerySubscription, FollowUsageQuerySubscriptionVariables>;
export const FollowUsageSummaryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowUsageSummary"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartUsageSummaryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usageSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionParts"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageExecution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"executionId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"polls"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedMs"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"clientName"}},{"kind":"Field","name":{"kind":"Name","value":"templateUri"}},{"kind":"Field","name":{"kind":"Name","value":"httpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"status200"}},{"kind":"Field","name":{"kind":"Name","value":"status300"}},{"kind":"Field","name":{"kind":"Name","value":"status400"}},{"kind":"Field","name":{"kind":"Name","value":"status429"}},{"kind":"Field","name":{"kind":"Name","value":"status500"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<FollowUsageSummarySubscription, FollowUsageSummarySubscriptionVariables>;
/** The types that an interface or a union can be, as caches want to know them. */
export const possibleTypes: Record<string, string[]> = {
  "CreateOAuthClientResult": [
    "Conflict",
    "InvalidInput",
    "NotFound",
    "OAuthClientWithSecret",
    "PermissionDenied",
    "Throttled",
    "UpstreamUnavailable"
  ],
  "DeleteOAuthClientResult": [
    "Conflict",
    "DeletedOAuthClient",
    "InvalidInput",
    "NotFound",
    "PermissionDenied",
    "Throttled",
    "UpstreamUnavailable"
  ],
  "Node": [
    "OAuthClient",
    "UsageExecution"
  ],
  "Problem": [
    "Conflict",
    "InvalidInput",
    "NotFound",
    "PermissionDenied",
    "Throttled",
    "UpstreamUnavailable"
  ],
  "RegenerateOAuthClientSecretResult": [
    "Conflict",
    "InvalidInput",
    "NotFound",
    "OAuthClientWithSecret",
    "PermissionDenied",
    "Throttled",
    "UpstreamUnavailable"
  ],
  "StartUsageQueryResult": [
    "Conflict",
    "InvalidInput",
    "NotFound",
    "PermissionDenied",
    "Throttled",
    "UpstreamUnavailable",
    "UsageExecution"
  ],
  "StartUsageSummaryResult": [
    "Conflict",
    "InvalidInput",
    "NotFound",
    "PermissionDenied",
    "Throttled",
    "UpstreamUnavailable",
    "UsageExecution"
  ],
  "UpdateOAuthClientResult": [
    "Conflict",
    "InvalidInput",
    "NotFound",
    "OAuthClient",
    "PermissionDenied",
    "Throttled",
    "UpstreamUnavailable"
  ]
}
