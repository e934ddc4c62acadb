import { createPublicKey } from 'node:crypto'
import { z } from 'zod'
import type { Credentials, IdentityProvider, SandboxSettings } from './settings.ts'

/** What the environment asks of the program. */
export interface Config {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Absent: an embedded Postgres in `dataDirectory`. */
  readonly databaseUrl: string | undefined
  /** Relative to the working directory. */
  readonly dataDirectory: string
  /** Where the control interface listens, and what its callers must bear; there is none when absent. */
  readonly control: { readonly port: number; readonly token: string } | undefined
  /** Only what the environment sets. */
  readonly settings: Partial<SandboxSettings>
}

/** A variable that cannot be used; `message` names it, what it is unless that is secret, and what is allowed. */
class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly kind = 'config'
}

const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most))

const range = z
  .string()
  .regex(/^\d{1,9}(-\d{1,9})?$/)
  .transform((text): [number, number] => {
    const [least = 0, most = least] = text.split('-').map(Number)
    return [least, most]
  })
  .refine(([least, most]) => least <= most)

const status = <const Allowed extends number>(...allowed: Allowed[]) =>
  z.enum(allowed.map(String)).transform((text) => Number(text) as Allowed)

const isRsaKey = (text: string): boolean => {
  try {
    return createPublicKey(text).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

const milliseconds = [wholeNumber(0), 'a whole number of milliseconds'] as const
const someMilliseconds = [wholeNumber(1, 2 ** 31 - 1), 'a whole number of milliseconds from 1'] as const
const someCharacters = [wholeNumber(1), 'a whole number of characters from 1'] as const
const clientId = [z.uuid().transform((id) => id.toLowerCase()), 'a uuid'] as const
const secret = [
  z.string().regex(/^[\x21-\x7e]{16,256}$/),
  '16 to 256 printable ASCII characters without spaces',
] as const

const certificate = [
  z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine(isRsaKey),
  'an X.509 certificate or a public key, for RSA and in PEM; its line breaks may be written \\n',
] as const

const origins = [
  z
    .string()
    .transform((text): '*' | readonly string[] => (text === '*' ? text : text === 'none' ? [] : text.split(',')))
    .refine((value) => value === '*' || value.every((each) => URL.canParse(each) && new URL(each).origin === each)),
  '*, none, or origins such as http://localhost:3000, separated by commas',
] as const

/** What each variable may hold, for the program and for the reader. */
const variables = {
  SANDBOX_HOST: [z.string().regex(/^[\w.:%-]+$/), 'a host name or an address to listen on'],
  SANDBOX_PORT: [wholeNumber(0, 65_535), 'a whole number from 0 to 65535'],
  SANDBOX_CONTROL_PORT: [wholeNumber(0, 65_535), 'a whole number from 0 to 65535'],
  SANDBOX_CONTROL_TOKEN: secret,
  SANDBOX_DATA_DIR: [z.string(), 'a directory'],
  SANDBOX_ADMIN_CLIENT_ID: clientId,
  SANDBOX_ADMIN_CLIENT_SECRET: secret,
  SANDBOX_SECOND_ORG_CLIENT_ID: clientId,
  SANDBOX_SECOND_ORG_CLIENT_SECRET: secret,
  SANDBOX_SAML_ISSUER: [z.string(), 'the issuer that an identity provider names in its assertions'],
  SANDBOX_SAML_CERTIFICATE: certificate,
  SANDBOX_SAML_AUDIENCE: [z.string(), 'the audience that assertions are for'],
  SANDBOX_SCOPE_ENFORCEMENT: [z.enum(['none', 'first', 'second', 'both']), 'none, first, second or both'],
  SANDBOX_LOGIN_PER_MINUTE: [wholeNumber(0, 2 ** 31 - 1), 'a whole number, 0 for no limit'],
  SANDBOX_AUTHORIZATION_CODE_MS: milliseconds,
  SANDBOX_REFRESH_TOKEN_MS: milliseconds,
  SANDBOX_SESSION_MS: milliseconds,
  SANDBOX_USAGE_DELAY_MS: [range, 'milliseconds, as a number such as 2000 or a range such as 500-4000'],
  SANDBOX_USAGE_TODAY: [z.enum(['included', 'absent']), 'included or absent'],
  SANDBOX_USAGE_REFRESH_MS: [wholeNumber(0, 86_400_000), 'a whole number of milliseconds up to a day'],
  SANDBOX_USAGE_DAYS_MOST: [wholeNumber(1, 36_500), 'a whole number of days from 1'],
  SANDBOX_USAGE_FLUSH_MS: someMilliseconds,
  SANDBOX_EXECUTION_RETENTION_MS: milliseconds,
  SANDBOX_TOKEN_PER_MINUTE: [wholeNumber(1, 2 ** 31 - 1), 'a whole number of calls from 1'],
  SANDBOX_BODY_LIMIT_BYTES: [wholeNumber(1), 'a whole number of bytes from 1'],
  SANDBOX_NAME_LENGTH_MOST: someCharacters,
  SANDBOX_DESCRIPTION_LENGTH_MOST: someCharacters,
  SANDBOX_CLIENT_CAP: [wholeNumber(1), 'a whole number from 1'],
  SANDBOX_DELETE_CLIENT_STATUS: [status(200, 202, 204), '200, 202 or 204'],
  SANDBOX_UNKNOWN_CLIENT_STATUS: [status(400, 401), '400 or 401'],
  SANDBOX_WRONG_SECRET_STATUS: [status(400, 401), '400 or 401'],
  SANDBOX_TOKENS_AFTER_ROTATION: [z.enum(['kept', 'revoked']), 'kept or revoked'],
  SANDBOX_DELETION_DELAYED_AFTER_MS: milliseconds,
  SANDBOX_DELETION_DELAY_MS: milliseconds,
  SANDBOX_REQUEST_TIMEOUT_MS: someMilliseconds,
  SANDBOX_CONNECTIONS_MOST: [wholeNumber(1, 1_000_000), 'a whole number of connections from 1'],
  SANDBOX_ALLOWED_ORIGINS: origins,
  SANDBOX_RECORDED_CALLS_MOST: [wholeNumber(0, 1_000_000), 'a whole number up to 1000000'],
  SANDBOX_SWEEP_MS: someMilliseconds,
} as const

/** Every variable with what it may hold, one in a line. */
export const variableLines: readonly string[] = Object.entries(variables).map(
  ([name, [, allowed]]) => `${name}: ${allowed}`,
)

type Name = keyof typeof variables
type Value<N extends Name> = z.output<(typeof variables)[N][0]>

/** Reads the environment; a variable that is empty counts as left out. Errors with `ConfigError`. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
  const read = <N extends Name>(name: N): Value<N> | undefined => {
    const text = environment[name]
    if (!text) return undefined
    const [schema, allowed] = variables[name]
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data as Value<N>
    const shown = schema === secret[0] ? 'not usable' : JSON.stringify(text.slice(0, 80))
    throw new ConfigError(`${name} is ${shown}; it must be ${allowed}`)
  }

  const firstAdmin = credentials(
    'SANDBOX_ADMIN_CLIENT',
    read('SANDBOX_ADMIN_CLIENT_ID'),
    read('SANDBOX_ADMIN_CLIENT_SECRET'),
  )
  const secondAdmin = credentials(
    'SANDBOX_SECOND_ORG_CLIENT',
    read('SANDBOX_SECOND_ORG_CLIENT_ID'),
    read('SANDBOX_SECOND_ORG_CLIENT_SECRET'),
  )
  if (firstAdmin && firstAdmin.clientId === secondAdmin?.clientId) {
    throw new ConfigError('SANDBOX_ADMIN_CLIENT_ID and SANDBOX_SECOND_ORG_CLIENT_ID are the same; they must differ')
  }
  return {
    host: read('SANDBOX_HOST') ?? '127.0.0.1',
    port: read('SANDBOX_PORT') ?? 4010,
    databaseUrl: environment.DATABASE_URL || undefined,
    dataDirectory: read('SANDBOX_DATA_DIR') ?? '.data/sandbox',
    control: controlOf(read('SANDBOX_CONTROL_PORT'), read('SANDBOX_CONTROL_TOKEN')),
    settings: withoutAbsent({
      firstAdmin,
      secondAdmin,
      identityProvider: identityProvider(
        read('SANDBOX_SAML_ISSUER'),
        read('SANDBOX_SAML_CERTIFICATE'),
        read('SANDBOX_SAML_AUDIENCE'),
      ),
      scopeEnforcement: read('SANDBOX_SCOPE_ENFORCEMENT'),
      loginPerMinute: read('SANDBOX_LOGIN_PER_MINUTE'),
      authorizationCodeMs: read('SANDBOX_AUTHORIZATION_CODE_MS'),
      refreshTokenMs: read('SANDBOX_REFRESH_TOKEN_MS'),
      sessionMs: read('SANDBOX_SESSION_MS'),
      usageDelayMs: read('SANDBOX_USAGE_DELAY_MS'),
      usageToday: read('SANDBOX_USAGE_TODAY'),
      usageRefreshMs: read('SANDBOX_USAGE_REFRESH_MS'),
      usageDaysMost: read('SANDBOX_USAGE_DAYS_MOST'),
      usageFlushMs: read('SANDBOX_USAGE_FLUSH_MS'),
      executionRetentionMs: read('SANDBOX_EXECUTION_RETENTION_MS'),
      tokenPerMinute: read('SANDBOX_TOKEN_PER_MINUTE'),
      bodyLimitBytes: read('SANDBOX_BODY_LIMIT_BYTES'),
      nameLengthMost: read('SANDBOX_NAME_LENGTH_MOST'),
      descriptionLengthMost: read('SANDBOX_DESCRIPTION_LENGTH_MOST'),
      clientCap: read('SANDBOX_CLIENT_CAP'),
      deleteClientStatus: read('SANDBOX_DELETE_CLIENT_STATUS'),
      unknownClientStatus: read('SANDBOX_UNKNOWN_CLIENT_STATUS'),
      wrongSecretStatus: read('SANDBOX_WRONG_SECRET_STATUS'),
      tokensAfterRotation: read('SANDBOX_TOKENS_AFTER_ROTATION'),
      deletionDelayedAfterMs: read('SANDBOX_DELETION_DELAYED_AFTER_MS'),
      deletionDelayMs: read('SANDBOX_DELETION_DELAY_MS'),
      requestTimeoutMs: read('SANDBOX_REQUEST_TIMEOUT_MS'),
      connectionsMost: read('SANDBOX_CONNECTIONS_MOST'),
      allowedOrigins: read('SANDBOX_ALLOWED_ORIGINS'),
      recordedCallsMost: read('SANDBOX_RECORDED_CALLS_MOST'),
      sweepMs: read('SANDBOX_SWEEP_MS'),
    } satisfies Record<keyof SandboxSettings, unknown>),
  }
}

const credentials = (
  prefix: string,
  id: string | undefined,
  clientSecret: string | undefined,
): Credentials | undefined => {
  if (id && clientSecret) return { clientId: id, clientSecret }
  if (!id && !clientSecret) return undefined
  const [given, missing] = id ? ['ID', 'SECRET'] : ['SECRET', 'ID']
  throw new ConfigError(`${prefix}_${given} is set without ${prefix}_${missing}; set both or neither`)
}

const identityProvider = (
  issuer: string | undefined,
  certificate: string | undefined,
  audience = 'urn:grantstream:sandbox',
): IdentityProvider | undefined => {
  if (issuer && certificate) return { issuer, certificate, audience }
  if (!issuer && !certificate) return undefined
  const [given, missing] = issuer ? ['ISSUER', 'CERTIFICATE'] : ['CERTIFICATE', 'ISSUER']
  throw new ConfigError(`SANDBOX_SAML_${given} is set without SANDBOX_SAML_${missing}; set both or neither`)
}

const controlOf = (port: number | undefined, token: string | undefined): Config['control'] => {
  if (port !== undefined && token) return { port, token }
  if (port === undefined && !token) return undefined
  const [given, missing] = token ? ['TOKEN', 'PORT'] : ['PORT', 'TOKEN']
  throw new ConfigError(`SANDBOX_CONTROL_${given} is set without SANDBOX_CONTROL_${missing}; set both or neither`)
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** An absent setting must not hide its default. */
const withoutAbsent = <T extends object>(settings: T): Present<T> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Present<T>
