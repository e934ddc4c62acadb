import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('readConfig', () => {
  it('has a default for all but the upstream', () => {
    expect(readConfig({ UPSTREAM_REGION: 'eu-west-1' })).toEqual({
      host: '127.0.0.1',
      port: 4000,
      apiUrl: 'https://api.mypurecloud.ie',
      allowedOrigins: [],
    })
  })

  it('takes an API by its URL, and the login host of it without needing it', () => {
    const config = readConfig({
      GATEWAY_HOST: '0.0.0.0',
      GATEWAY_PORT: '0',
      GATEWAY_ALLOWED_ORIGINS: 'https://a.example, http://localhost:5173',
      UPSTREAM_API_URL: 'http://127.0.0.1:4010/',
      UPSTREAM_LOGIN_URL: 'http://127.0.0.1:4010',
    })

    expect(config).toEqual({
      host: '0.0.0.0',
      port: 0,
      apiUrl: 'http://127.0.0.1:4010',
      allowedOrigins: ['https://a.example', 'http://localhost:5173'],
    })
  })

  it.each([
    [{}, 'UPSTREAM_REGION or UPSTREAM_API_URL'],
    [{ UPSTREAM_REGION: ' ' }, 'UPSTREAM_REGION or UPSTREAM_API_URL'],
    [{ UPSTREAM_REGION: 'eu-west-1', UPSTREAM_API_URL: 'https://a.example' }, 'either'],
    [{ UPSTREAM_REGION: 'toString' }, 'UPSTREAM_REGION must be one of'],
    [{ UPSTREAM_API_URL: 'a.example' }, 'UPSTREAM_API_URL must be'],
    [{ UPSTREAM_API_URL: 'file:///etc' }, 'UPSTREAM_API_URL must be'],
    [{ UPSTREAM_API_URL: 'https://user:canary@a.example' }, 'UPSTREAM_API_URL must be'],
    [{ UPSTREAM_API_URL: 'https://a.example', UPSTREAM_LOGIN_URL: 'x' }, 'UPSTREAM_LOGIN_URL must be'],
    [{ UPSTREAM_REGION: 'eu-west-1', GATEWAY_PORT: '65536' }, 'GATEWAY_PORT must be'],
    [{ UPSTREAM_REGION: 'eu-west-1', GATEWAY_PORT: '-1' }, 'GATEWAY_PORT must be'],
    [{ UPSTREAM_REGION: 'eu-west-1', GATEWAY_ALLOWED_ORIGINS: '*' }, 'GATEWAY_ALLOWED_ORIGINS must list'],
    [
      { UPSTREAM_REGION: 'eu-west-1', GATEWAY_ALLOWED_ORIGINS: 'https://a.example/' },
      'GATEWAY_ALLOWED_ORIGINS must list',
    ],
  ])('refuses %j in one line that names the variable', (environment, part) => {
    const read = () => readConfig(environment)

    expect(read).toThrow(ConfigError)
    expect(read).toThrow(part)
    expect(read).not.toThrow(/\n|canary/)
  })
})
