import { defaultLimits, type Limits } from '../guards/limits.ts'
import { ConfigError } from './config-error.ts'
import { type Environment, type ReadSetting, settingsOf } from './read-settings.ts'
import type { SettingValue } from './settings.ts'

/** What the environment asks of the program. Times are milliseconds. */
export interface Config {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  readonly apiUrl: string
  readonly loginUrl: string | undefined
  readonly upstreamConnections: number
  readonly upstreamTimeoutMs: number
  readonly callsPerMinute: number
  readonly sendsTraceparent: boolean
  readonly development: boolean
  readonly allowedOrigins: readonly string[]
  /** The path of a manifest. */
  readonly trustedDocuments: string | undefined
  readonly ownCallers: OwnCallersConfig | undefined
  /** What a single operation may ask for. */
  readonly limits: Limits
  readonly streamsMax: number
  readonly streamsPerCallerMax: number
  readonly connectionsMax: number
  readonly requestTimeoutMs: number
  readonly keepAliveMs: number
  readonly drainMs: number
  readonly logLevel: SettingValue<'GATEWAY_LOG_LEVEL'>
  readonly logFormat: SettingValue<'GATEWAY_LOG_FORMAT'>
  /** Where metrics are served; undefined when they are not. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined
  /** Where spans go; undefined when nothing is traced. */
  readonly tracing: { readonly endpoint: string; readonly serviceName: string } | undefined
}

/** Tokens of an issuer of one's own, and the service that they stand for. */
export interface OwnCallersConfig {
  readonly issuer: string
  readonly audience: string
  readonly jwksUrl: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Reads the environment. Throws `ConfigError` at the first fault. */
export const readConfig = (environment: Environment): Config => {
  const read = settingsOf(environment)
  const development = read('GATEWAY_MODE') === 'development'
  const { apiUrl, loginUrl } = upstreamOf(read)
  const ownCallers = ownCallersOf(read)
  if (ownCallers && !loginUrl) throw new ConfigError('GATEWAY_SERVICE_CLIENT_ID logs in: set UPSTREAM_LOGIN_URL too')
  const metricsPort = read('GATEWAY_METRICS_PORT')
  const endpoint = read('OTEL_EXPORTER_OTLP_ENDPOINT')
  return {
    host: read('GATEWAY_HOST') ?? '127.0.0.1',
    port: read('GATEWAY_PORT') ?? 4000,
    apiUrl,
    loginUrl,
    upstreamConnections: read('UPSTREAM_CONNECTIONS') ?? 64,
    upstreamTimeoutMs: read('UPSTREAM_TIMEOUT_MS') ?? 30_000,
    callsPerMinute: read('UPSTREAM_CALLS_PER_MINUTE') ?? 300,
    sendsTraceparent: read('UPSTREAM_TRACEPARENT') === 'send',
    development,
    allowedOrigins: read('GATEWAY_ALLOWED_ORIGINS') ?? [],
    trustedDocuments: read('GATEWAY_TRUSTED_DOCUMENTS'),
    ownCallers,
    limits: limitsOf(read),
    streamsMax: read('GATEWAY_STREAMS_MAX') ?? 5_000,
    streamsPerCallerMax: read('GATEWAY_STREAMS_PER_CALLER_MAX') ?? 200,
    connectionsMax: read('GATEWAY_CONNECTIONS_MAX') ?? 10_000,
    requestTimeoutMs: read('GATEWAY_REQUEST_TIMEOUT_MS') ?? 15_000,
    keepAliveMs: read('GATEWAY_KEEP_ALIVE_MS') ?? 65_000,
    drainMs: read('GATEWAY_DRAIN_MS') ?? 5_000,
    logLevel: read('GATEWAY_LOG_LEVEL') ?? 'info',
    logFormat: read('GATEWAY_LOG_FORMAT') ?? (development ? 'text' : 'json'),
    metrics:
      metricsPort === undefined ? undefined : { host: read('GATEWAY_METRICS_HOST') ?? '127.0.0.1', port: metricsPort },
    tracing: endpoint ? { endpoint, serviceName: read('OTEL_SERVICE_NAME') ?? 'grantstream-gateway' } : undefined,
  }
}

const limitsOf = (read: ReadSetting): Limits => ({
  cost: read('GATEWAY_COST_MAX') ?? defaultLimits.cost,
  bodyBytes: read('GATEWAY_BODY_MAX_BYTES') ?? defaultLimits.bodyBytes,
  tokens: read('GATEWAY_DOCUMENT_TOKENS_MAX') ?? defaultLimits.tokens,
  depth: read('GATEWAY_DEPTH_MAX') ?? defaultLimits.depth,
  fields: read('GATEWAY_FIELDS_MAX') ?? defaultLimits.fields,
  aliases: read('GATEWAY_ALIASES_MAX') ?? defaultLimits.aliases,
  rootFields: read('GATEWAY_ROOT_FIELDS_MAX') ?? defaultLimits.rootFields,
  directives: read('GATEWAY_DIRECTIVES_MAX') ?? defaultLimits.directives,
})

const upstreamOf = (read: ReadSetting): { readonly apiUrl: string; readonly loginUrl: string | undefined } => {
  const region = read('UPSTREAM_REGION')
  const apiUrl = read('UPSTREAM_API_URL')
  const loginUrl = read('UPSTREAM_LOGIN_URL')
  if (region && apiUrl) throw new ConfigError('UPSTREAM_REGION and UPSTREAM_API_URL are both set: set either')
  if (region) return { apiUrl: region.apiUrl, loginUrl: loginUrl ?? region.loginUrl }
  if (apiUrl) return { apiUrl, loginUrl }
  throw new ConfigError('Set UPSTREAM_REGION or UPSTREAM_API_URL: the gateway has no default upstream')
}

const ownCallersOf = (read: ReadSetting): OwnCallersConfig | undefined => {
  const names = [
    'GATEWAY_JWT_ISSUER',
    'GATEWAY_JWT_AUDIENCE',
    'GATEWAY_JWT_JWKS_URL',
    'GATEWAY_SERVICE_CLIENT_ID',
    'GATEWAY_SERVICE_CLIENT_SECRET',
  ] as const
  const [issuer, audience, jwksUrl, clientId, clientSecret] = names.map(read)
  if (issuer && audience && jwksUrl && clientId && clientSecret)
    return { issuer, audience, jwksUrl, clientId, clientSecret }
  const given = names.find((name) => read(name) !== undefined)
  const missing = names.find((name) => read(name) === undefined)
  if (given) throw new ConfigError(`${given} is set without ${missing}; set all of ${names.join(', ')} or none`)
  return undefined
}
