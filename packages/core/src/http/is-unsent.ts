/**
 * True when a NetworkError tells that its request surely never left: the connection was never made. Node tells, browsers
 * do not. False for anything else.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf, isUnsent } from '@grantstream/core'
 *
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token') })
 *
 * api.getOauthClientUsageSummary('a-client').subscribe({
 *   error: (error: unknown) => process.stdout.write(isUnsent(error) ? 'start again' : 'it may have been started'),
 * })
 * ```
 */
export const isUnsent = (error: unknown): boolean => failedToConnect(error, 10)

const failedToConnect = (error: unknown, depth: number): boolean => {
  // How Node and undici tell that connecting failed; the fact may lie under others, and under one for each address tried.
  if (!(error instanceof Error) || !depth) return false
  const { syscall, code, errors } = error as { syscall?: unknown; code?: unknown; errors?: unknown }
  if (unsent.includes(syscall ?? code)) return true
  if (!Array.isArray(errors)) return failedToConnect(error.cause, depth - 1)
  return errors.length > 0 && errors.every((one) => failedToConnect(one, depth - 1))
}

const unsent: unknown[] = ['connect', 'getaddrinfo', 'UND_ERR_CONNECT_TIMEOUT']
