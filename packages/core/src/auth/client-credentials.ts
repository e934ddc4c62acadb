import { defer, type SchedulerLike } from 'rxjs'
import type { TokenSource } from '../http/with-token.ts'
import { requireObject, requireScheduler } from '../refuse.ts'
import type { Auth } from './auth.ts'
import { exchangeToken } from './exchange-token.ts'
import { requireClientId, requireClientSecret, requireLoginUrl } from './login-arguments.ts'
import { renewableToken } from './renewable-token.ts'
import { requirePatience, type ThrottlePatience, waitOutThrottle } from './wait-out-throttle.ts'

/** A client of grant type CLIENT-CREDENTIALS. */
export interface ClientCredentials extends ThrottlePatience {
  readonly clientId: string
  readonly clientSecret: string
  /** The clock that tokens age by; that of the api by default. */
  readonly scheduler?: SchedulerLike | undefined
}

/**
 * Logs in as a client, when the first token is needed. One token request is in flight at a time, for any number of
 * waiters. Renews early, with a tenth of the token's life or 60 s to go, whichever is less; and once after a 401. A
 * login that is throttled is waited for and made again, an early one put off. Errors with LoginError, whose `reason`
 * tells an unknown client (or a wrong region) from a wrong secret. Belongs to one login host: connecting it to an api
 * of another one throws a TypeError. Source: API facts, section 5.
 *
 * @example
 * ```ts
 * import { clientCredentials, createOAuthApi, hostsOf } from '@grantstream/core'
 *
 * const auth = clientCredentials({ clientId: 'a-client', clientSecret: 'its-secret' })
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth })
 * ```
 */
export const clientCredentials = (options: ClientCredentials): Auth => {
  const { scheduler } = requireObject(options)
  const clientId = requireClientId(options.clientId)
  const clientSecret = requireClientSecret(options.clientSecret)
  requirePatience(options)
  if (scheduler !== undefined) requireScheduler(scheduler)
  let host: string | undefined
  let tokens: TokenSource | undefined

  return {
    connect: ({ loginUrl: given, send, scheduler: clockOfApi }) => {
      const loginUrl = requireLoginUrl(given, host)
      host = loginUrl
      const clock = scheduler ?? clockOfApi
      const nowMs = () => clock.now()
      const question = { loginUrl, form: { grant_type: 'client_credentials' }, clientId, clientSecret }
      tokens ??= renewableToken(
        (isGood) => defer(() => exchangeToken(send, question, nowMs)).pipe(waitOutThrottle(options, clock, isGood)),
        nowMs,
      )
      return tokens
    },
  }
}
