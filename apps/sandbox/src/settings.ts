/** The id and secret of an OAuth client. */
export interface Credentials {
  /** A uuid. */
  readonly clientId: string
  readonly clientSecret: string
}

/** A SAML 2 identity provider whose assertions are believed. */
export interface IdentityProvider {
  readonly issuer: string
  /** An X.509 certificate or a public key, for RSA, in PEM. */
  readonly certificate: string
  /** What an assertion must name as its audience. */
  readonly audience: string
}

/**
 * How a sandbox behaves. Most settings stand for a point that the vendor's documents leave open; the defaults are
 * the stand-ins of API facts, section 9, except `usageToday`.
 */
export interface SandboxSettings {
  /** Credentials for the admin client of the first organisation; made at the first start when left out. */
  readonly firstAdmin?: Credentials | undefined
  /** Likewise for the second organisation. */
  readonly secondAdmin?: Credentials | undefined
  /** Without one, every assertion is refused. */
  readonly identityProvider?: IdentityProvider | undefined
  /** Which organisations hold the tokens of users to their scopes. */
  readonly scopeEnforcement: 'none' | 'first' | 'second' | 'both'
  /** How many tokens a client may ask for in a minute; 0 for any number. */
  readonly loginPerMinute: number
  /** How long an authorization code is good. Milliseconds. */
  readonly authorizationCodeMs: number
  /** How long a refresh token is good; each refresh gives a new one. Milliseconds. */
  readonly refreshTokenMs: number
  /** How long a browser stays signed in. Milliseconds. */
  readonly sessionMs: number
  /** How many clients an organisation may have. */
  readonly clientCap: number
  /** Calls that a token may make in a minute. */
  readonly tokenPerMinute: number
  /** Bytes that a request body may have. */
  readonly bodyLimitBytes: number
  /** How long a request may take to arrive, an answer to be read, and a connection to be idle. Milliseconds. */
  readonly requestTimeoutMs: number
  /** How many connections may be open at once; one more is closed as it comes. */
  readonly connectionsMost: number
  /** The origins whose pages may call by CORS: every one, or those listed. */
  readonly allowedOrigins: '*' | readonly string[]
  /** Characters that the name of a client may have; the vendor declares no limit. */
  readonly nameLengthMost: number
  /** Likewise its description. */
  readonly descriptionLengthMost: number
  /** HTTP status of a successful deleteOauthClient. */
  readonly deleteClientStatus: 200 | 202 | 204
  /** HTTP status for an execution that is unknown, expired or of another client: `not.found` or `bad.request`. */
  readonly unknownExecutionStatus: 404 | 400
  /** Whether getOauthClients goes by `pageSize` and `pageNumber`. */
  readonly clientsPaging: 'ignored' | 'honoured'
  /** What becomes of a refresh token that was used before. */
  readonly refreshTokenReuse: 'refused' | 'taken'
  /** `code` for an interval that cannot be read. */
  readonly intervalFormCode: 'invalid.value' | 'invalid.date' | 'bad.request'
  /** `code` for an interval that ends before it starts. */
  readonly intervalOrderCode: 'bad.request' | 'invalid.value' | 'invalid.date'
  /** What becomes of the optional fields that putOauthClient leaves out. */
  readonly putOmitted: 'cleared' | 'kept'
  /** Whether clients of the grant type TOKEN can be created. */
  readonly implicitClients: 'taken' | 'refused'
  /** What rows of usage have for metrics that were not chosen. */
  readonly metricsNotChosen: 'absent' | 'zero'
  /** HTTP status of the login host for a client that asks for too many tokens; 429 comes with `Retry-After`. */
  readonly loginLimitStatus: 400 | 429
  /** HTTP status of `invalid_client` for an id that is not known. */
  readonly unknownClientStatus: 400 | 401
  /** HTTP status of `invalid_client` for a wrong secret. */
  readonly wrongSecretStatus: 400 | 401
  /** What becomes of the tokens of a client when its secret is regenerated. */
  readonly tokensAfterRotation: 'kept' | 'revoked'
  /** The age from which a client that turns inactive gets a `dateToDelete`. Milliseconds. */
  readonly deletionDelayedAfterMs: number
  /** From turning inactive to `dateToDelete`. Milliseconds. */
  readonly deletionDelayMs: number
  /** Least and most milliseconds that a usage execution runs. */
  readonly usageDelayMs: readonly [least: number, most: number]
  /** Whether usage ends now or, as the vendor's, at the last UTC midnight. */
  readonly usageToday: 'included' | 'absent'
  /** How long after UTC midnight the day before is added, where `usageToday` is `absent`. Milliseconds. */
  readonly usageRefreshMs: number
  /** The largest `days` that a usage summary takes. */
  readonly usageDaysMost: number
  /** How long an execution can be looked at. Milliseconds. */
  readonly executionRetentionMs: number
  /** The least time between two writes of the calls counted. Milliseconds. */
  readonly usageFlushMs: number
  /** How many of the last calls are kept for whoever asks what was called. */
  readonly recordedCallsMost: number
  /** The time between two removals of what has expired: tokens, executions, clients due. Milliseconds. */
  readonly sweepMs: number
}

const dayMs = 86_400_000

export const defaultSettings: SandboxSettings = {
  scopeEnforcement: 'none',
  loginPerMinute: 0,
  authorizationCodeMs: 300_000,
  refreshTokenMs: 30 * dayMs,
  sessionMs: dayMs / 3,
  clientCap: 50,
  tokenPerMinute: 300,
  bodyLimitBytes: 512_000,
  requestTimeoutMs: 30_000,
  connectionsMost: 1024,
  allowedOrigins: '*',
  nameLengthMost: 255,
  descriptionLengthMost: 4000,
  deleteClientStatus: 204,
  unknownExecutionStatus: 404,
  clientsPaging: 'ignored',
  refreshTokenReuse: 'refused',
  intervalFormCode: 'invalid.value',
  intervalOrderCode: 'bad.request',
  putOmitted: 'cleared',
  implicitClients: 'taken',
  metricsNotChosen: 'absent',
  loginLimitStatus: 400,
  unknownClientStatus: 400,
  wrongSecretStatus: 401,
  tokensAfterRotation: 'kept',
  deletionDelayedAfterMs: 30 * dayMs,
  deletionDelayMs: 7 * dayMs,
  usageDelayMs: [500, 4000],
  usageToday: 'included',
  usageRefreshMs: 0,
  usageDaysMost: 365,
  executionRetentionMs: dayMs,
  usageFlushMs: 250,
  recordedCallsMost: 1000,
  sweepMs: 60_000,
}
