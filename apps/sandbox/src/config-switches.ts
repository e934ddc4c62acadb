import { type AllowedValue, milliseconds, oneOf, origins, range, status, wholeNumber } from './config-values.ts'
import { defaultSettings, type SandboxSettings } from './settings.ts'

/** A variable that sets one of the settings. */
export interface Switch<Setting extends keyof SandboxSettings = keyof SandboxSettings>
  extends AllowedValue<SandboxSettings[Setting]> {
  readonly setting: Setting
  readonly about: string
}

const sets = <Setting extends keyof SandboxSettings>(
  setting: Setting,
  value: AllowedValue<NonNullable<SandboxSettings[Setting]>>,
  about: string,
): Switch<Setting> => ({ ...value, setting, about })

/** What the documents of the vendor leave open. Source: API facts, section 9, and for the last three 2, 3 and 6. */
export const openPoints = {
  SANDBOX_DELETE_CLIENT_STATUS: sets('deleteClientStatus', status(200, 202, 204), 'status of a DELETE of a client'),
  SANDBOX_UNKNOWN_CLIENT_STATUS: sets(
    'unknownClientStatus',
    status(400, 401),
    'login: status for an unknown client id',
  ),
  SANDBOX_WRONG_SECRET_STATUS: sets('wrongSecretStatus', status(400, 401), 'login: status for a wrong secret'),
  SANDBOX_TOKENS_AFTER_ROTATION: sets(
    'tokensAfterRotation',
    oneOf('kept', 'revoked'),
    'what a new secret does to the tokens of its client',
  ),
  SANDBOX_DELETION_DELAYED_AFTER_MS: sets(
    'deletionDelayedAfterMs',
    milliseconds(),
    'the age from which a client that turns inactive gets a dateToDelete',
  ),
  SANDBOX_DELETION_DELAY_MS: sets('deletionDelayMs', milliseconds(), 'from turning inactive to dateToDelete'),
  SANDBOX_CLIENT_CAP: sets('clientCap', wholeNumber(1), 'how many clients an organisation may have'),
  SANDBOX_USAGE_DAYS_MOST: sets('usageDaysMost', wholeNumber(1, 36_500, 'days'), 'the largest days of a usage summary'),
  SANDBOX_UNKNOWN_EXECUTION_STATUS: sets(
    'unknownExecutionStatus',
    status(404, 400),
    'for an execution id that is unknown, or of another client; 404 is not.found, 400 bad.request',
  ),
  SANDBOX_CLIENTS_PAGING: sets(
    'clientsPaging',
    oneOf('ignored', 'honoured'),
    'what pageSize and pageNumber do to the list of clients',
  ),
  SANDBOX_REFRESH_TOKEN_REUSE: sets(
    'refreshTokenReuse',
    oneOf('refused', 'taken'),
    'a refresh token that was used before: refused as invalid_grant, or taken until it expires',
  ),
  SANDBOX_INTERVAL_FORM_CODE: sets(
    'intervalFormCode',
    oneOf('invalid.value', 'invalid.date', 'bad.request'),
    'code for an interval that cannot be read',
  ),
  SANDBOX_INTERVAL_ORDER_CODE: sets(
    'intervalOrderCode',
    oneOf('bad.request', 'invalid.value', 'invalid.date'),
    'code for an interval that ends before it starts',
  ),
  SANDBOX_LOGIN_LIMIT_STATUS: sets(
    'loginLimitStatus',
    status(400, 429),
    'login: status for too many tokens; Retry-After comes with 429 alone',
  ),
  SANDBOX_USAGE_TODAY: sets(
    'usageToday',
    oneOf('included', 'absent'),
    'whether usage has the calls of today; where absent it ends at the last UTC midnight',
  ),
  SANDBOX_USAGE_REFRESH_MS: sets(
    'usageRefreshMs',
    wholeNumber(0, 86_400_000, 'milliseconds'),
    'how long after UTC midnight the day before is added, where today is absent',
  ),
  SANDBOX_PUT_OMITTED: sets(
    'putOmitted',
    oneOf('cleared', 'kept'),
    'what becomes of the optional fields that a PUT of a client leaves out',
  ),
  SANDBOX_IMPLICIT_CLIENTS: sets(
    'implicitClients',
    oneOf('taken', 'refused'),
    'whether clients of the grant type TOKEN, which the vendor phases out, can be created',
  ),
  SANDBOX_METRICS_NOT_CHOSEN: sets(
    'metricsNotChosen',
    oneOf('absent', 'zero'),
    'metrics that a usage query did not choose in its rows',
  ),
} satisfies Readonly<Record<string, Switch>>

/** How else it may behave. */
export const manners = {
  SANDBOX_USAGE_DELAY_MS: sets('usageDelayMs', range, 'how long a usage execution runs'),
  SANDBOX_EXECUTION_RETENTION_MS: sets(
    'executionRetentionMs',
    milliseconds(),
    'how long an execution can be looked at',
  ),
  SANDBOX_TOKEN_PER_MINUTE: sets(
    'tokenPerMinute',
    wholeNumber(1, 2 ** 31 - 1, 'calls'),
    'calls that a token may make in a minute',
  ),
  SANDBOX_LOGIN_PER_MINUTE: sets(
    'loginPerMinute',
    wholeNumber(0, 2 ** 31 - 1),
    'tokens that a client may ask for in a minute; 0 for no limit',
  ),
  SANDBOX_SCOPE_ENFORCEMENT: sets(
    'scopeEnforcement',
    oneOf('none', 'first', 'second', 'both'),
    'organisations that hold the tokens of users to their scopes',
  ),
  SANDBOX_AUTHORIZATION_CODE_MS: sets('authorizationCodeMs', milliseconds(), 'how long a code is good'),
  SANDBOX_REFRESH_TOKEN_MS: sets('refreshTokenMs', milliseconds(), 'how long a refresh token is good'),
  SANDBOX_SESSION_MS: sets('sessionMs', milliseconds(), 'how long a browser stays signed in'),
  SANDBOX_BODY_LIMIT_BYTES: sets('bodyLimitBytes', wholeNumber(1, undefined, 'bytes'), 'the largest body'),
  SANDBOX_NAME_LENGTH_MOST: sets(
    'nameLengthMost',
    wholeNumber(1, undefined, 'characters'),
    'the longest name of a client',
  ),
  SANDBOX_DESCRIPTION_LENGTH_MOST: sets(
    'descriptionLengthMost',
    wholeNumber(1, undefined, 'characters'),
    'the longest description',
  ),
  SANDBOX_ALLOWED_ORIGINS: sets('allowedOrigins', origins, 'origins whose pages may call, by CORS'),
  SANDBOX_REQUEST_TIMEOUT_MS: sets(
    'requestTimeoutMs',
    milliseconds(1),
    'how long a request may take to arrive, or an answer to be read',
  ),
  SANDBOX_CONNECTIONS_MOST: sets(
    'connectionsMost',
    wholeNumber(1, 1_000_000, 'connections'),
    'connections that may be open at once',
  ),
  SANDBOX_USAGE_FLUSH_MS: sets('usageFlushMs', milliseconds(1), 'how often counts are stored'),
  SANDBOX_SWEEP_MS: sets('sweepMs', milliseconds(1), 'how often what has expired is removed'),
  SANDBOX_RECORDED_CALLS_MOST: sets(
    'recordedCallsMost',
    wholeNumber(0, 1_000_000),
    'how many of the last calls the control interface can tell',
  ),
} satisfies Readonly<Record<string, Switch>>

/** The default of a switch as its variable would hold it. */
export const defaultOf = ({ setting }: Pick<Switch, 'setting'>): string => {
  const value = defaultSettings[setting]
  return setting === 'usageDelayMs' && Array.isArray(value) ? value.join('-') : String(value)
}
