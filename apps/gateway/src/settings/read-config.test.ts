import { describe, expect, it } from 'vitest'
import { defaultLimits, type Limits } from '../guards/limits.ts'
import { ConfigError } from './config-error.ts'
import { readConfig } from './read-config.ts'

const ofRegion = { UPSTREAM_REGION: 'eu-west-1' }
const ownCallers = {
  GATEWAY_JWT_ISSUER: 'https://login.example.com/',
  GATEWAY_JWT_AUDIENCE: 'grantstream',
  GATEWAY_JWT_JWKS_URL: 'https://login.example.com/jwks.json',
  GATEWAY_SERVICE_CLIENT_ID: 'c1',
  GATEWAY_SERVICE_CLIENT_SECRET: 'canary-secret',
}

describe('readConfig', () => {
  it('has a default for all but the upstream, and the strict one where there is a choice', () => {
    expect(readConfig(ofRegion)).toEqual({
      host: '127.0.0.1',
      port: 4000,
      apiUrl: 'https://api.mypurecloud.ie',
      loginUrl: 'https://login.mypurecloud.ie',
      upstreamConnections: 64,
      upstreamTimeoutMs: 30_000,
      callsPerMinute: 300,
      sendsTraceparent: false,
      development: false,
      allowedOrigins: [],
      trustedDocuments: undefined,
      ownCallers: undefined,
      limits: defaultLimits,
      streamsMax: 5_000,
      streamsPerCallerMax: 200,
      connectionsMax: 10_000,
      requestTimeoutMs: 15_000,
      keepAliveMs: 65_000,
      drainMs: 5_000,
      logLevel: 'info',
      logFormat: 'json',
      metrics: undefined,
      tracing: undefined,
    })
  })

  it('takes an API by its URL, and reads what else is set', () => {
    const config = readConfig({
      ...ownCallers,
      GATEWAY_HOST: '0.0.0.0',
      GATEWAY_PORT: '0',
      GATEWAY_MODE: 'development',
      GATEWAY_ALLOWED_ORIGINS: 'https://a.example, http://localhost:5173',
      UPSTREAM_API_URL: 'http://127.0.0.1:4010/',
      UPSTREAM_LOGIN_URL: 'http://127.0.0.1:4010',
      GATEWAY_METRICS_PORT: '9464',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/',
      GATEWAY_DRAIN_MS: ' 25000 ',
    })

    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      apiUrl: 'http://127.0.0.1:4010',
      loginUrl: 'http://127.0.0.1:4010',
      development: true,
      logFormat: 'text',
      drainMs: 25_000,
      allowedOrigins: ['https://a.example', 'http://localhost:5173'],
      ownCallers: { issuer: 'https://login.example.com/', clientSecret: 'canary-secret' },
      metrics: { host: '127.0.0.1', port: 9464 },
      tracing: { endpoint: 'http://127.0.0.1:4318', serviceName: 'grantstream-gateway' },
    })
  })

  it('takes a limit of each guard, and leaves the others as they are', () => {
    const { limits } = readConfig({
      ...ofRegion,
      GATEWAY_COST_MAX: '1',
      GATEWAY_BODY_MAX_BYTES: '2000',
      GATEWAY_DOCUMENT_TOKENS_MAX: '3',
      GATEWAY_DEPTH_MAX: '4',
      GATEWAY_FIELDS_MAX: '5',
      GATEWAY_ALIASES_MAX: '0',
      GATEWAY_ROOT_FIELDS_MAX: '7',
      GATEWAY_DIRECTIVES_MAX: '8',
    })
    const lonely = readConfig({ ...ofRegion, GATEWAY_DEPTH_MAX: '4' }).limits

    expect(limits).toEqual({
      ...{ cost: 1, bodyBytes: 2000, tokens: 3, depth: 4 },
      ...{ fields: 5, aliases: 0, rootFields: 7, directives: 8 },
    } satisfies Limits)
    expect(lonely).toEqual({ ...defaultLimits, depth: 4 })
  })

  it.each([
    [{}, 'UPSTREAM_REGION or UPSTREAM_API_URL'],
    [{ UPSTREAM_REGION: ' ' }, 'UPSTREAM_REGION or UPSTREAM_API_URL'],
    [{ ...ofRegion, UPSTREAM_API_URL: 'https://a.example' }, 'set either'],
    [{ UPSTREAM_REGION: 'toString' }, 'UPSTREAM_REGION is "toString"; it must be one of us-east-1'],
    [{ UPSTREAM_API_URL: 'a.example' }, 'UPSTREAM_API_URL is not usable; it must be an http'],
    [{ UPSTREAM_API_URL: 'file:///etc' }, 'UPSTREAM_API_URL is not usable'],
    [{ UPSTREAM_API_URL: 'https://user:canary@a.example' }, 'UPSTREAM_API_URL is not usable'],
    [{ UPSTREAM_API_URL: 'https://a.example', UPSTREAM_LOGIN_URL: 'x' }, 'UPSTREAM_LOGIN_URL is not usable'],
    [{ ...ofRegion, GATEWAY_PORT: 'tcp://10.0.0.1:4000' }, 'GATEWAY_PORT is "tcp://10.0.0.1:4000"; it must be a whole'],
    [{ ...ofRegion, GATEWAY_PORT: '65536' }, 'from 0 to 65535'],
    [{ ...ofRegion, GATEWAY_DEPTH_MAX: '0' }, 'GATEWAY_DEPTH_MAX is "0"; it must be a whole number from 1 to 100'],
    [{ ...ofRegion, GATEWAY_MODE: 'prod' }, 'GATEWAY_MODE is "prod"; it must be one of production, development'],
    [{ ...ofRegion, GATEWAY_ALLOWED_ORIGINS: '*' }, 'GATEWAY_ALLOWED_ORIGINS is "*"; it must be origins'],
    [{ ...ofRegion, GATEWAY_ALLOWED_ORIGINS: 'https://a.example/' }, 'it must be origins'],
    [
      { ...ofRegion, GATEWAY_SERVICE_CLIENT_SECRET: 'canary' },
      'GATEWAY_SERVICE_CLIENT_SECRET is set without GATEWAY_JWT_ISSUER',
    ],
    [{ ...ofRegion, ...ownCallers, GATEWAY_SERVICE_CLIENT_SECRET: 'canary canary' }, 'SECRET is not usable'],
    [{ ...ownCallers, UPSTREAM_API_URL: 'https://a.example' }, 'set UPSTREAM_LOGIN_URL'],
  ])('refuses %j in one line that names the variable', (environment, part) => {
    const read = () => readConfig(environment)

    expect(read).toThrow(ConfigError)
    expect(read).toThrow(part)
    expect(read).not.toThrow(/\n|canary/)
  })
})
