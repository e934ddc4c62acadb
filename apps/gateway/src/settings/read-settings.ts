import { regions } from '@grantstream/core'

export interface Config {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  readonly apiUrl: string
  readonly allowedOrigins: readonly string[]
}

/** A variable that cannot be used. The message is one line for people. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly kind = 'config'
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the environment; a variable that is empty counts as left out. Throws `ConfigError` at the first fault. */
export const readConfig = (environment: Environment): Config => {
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined
  return {
    host: read('GATEWAY_HOST') ?? '127.0.0.1',
    port: readPort(read('GATEWAY_PORT') ?? '4000'),
    apiUrl: readApiUrl(read),
    allowedOrigins: (read('GATEWAY_ALLOWED_ORIGINS') ?? '')
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(readOrigin),
  }
}

const readPort = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new ConfigError('GATEWAY_PORT must be a whole number from 0 to 65535')
  return Number(text)
}

const readApiUrl = (read: (name: string) => string | undefined): string => {
  const region = read('UPSTREAM_REGION')
  const apiUrl = read('UPSTREAM_API_URL')
  const loginUrl = read('UPSTREAM_LOGIN_URL')
  if ((region === undefined) === (apiUrl === undefined))
    throw new ConfigError('Set either UPSTREAM_REGION or UPSTREAM_API_URL: the gateway has no default upstream')
  // Tokens are passed through, so nothing logs in; but a wrong value is a mistake that someone wants to know of.
  if (loginUrl !== undefined) readUrl('UPSTREAM_LOGIN_URL', loginUrl)
  if (apiUrl !== undefined) return readUrl('UPSTREAM_API_URL', apiUrl)
  const hosts = Object.entries(regions).find(([name]) => name === region)?.[1]
  if (!hosts) throw new ConfigError(`UPSTREAM_REGION must be one of ${Object.keys(regions).join(', ')}`)
  return hosts.apiUrl
}

const readUrl = (name: string, text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || `${url.username}${url.password}${url.search}${url.hash}` !== '')
    throw new ConfigError(`${name} must be an http or https URL without user, query and fragment`)
  return url.href.replace(/\/+$/, '')
}

const readOrigin = (text: string): string => {
  if (!URL.canParse(text) || new URL(text).origin !== text)
    throw new ConfigError('GATEWAY_ALLOWED_ORIGINS must list origins such as https://console.example.com')
  return text
}
