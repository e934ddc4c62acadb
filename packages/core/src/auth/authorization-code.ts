import {
  defer,
  finalize,
  map,
  mergeMap,
  type Observable,
  of,
  ReplaySubject,
  type SchedulerLike,
  share,
  throwError,
} from 'rxjs'
import type { AuthorizationError } from '../errors.ts'
import type { Send } from '../http/send.ts'
import { requireObject, requireScheduler } from '../refuse.ts'
import type { Auth } from './auth.ts'
import { authorizationUrl, type LoginPageOptions, requireLoginPageOptions } from './authorization-url.ts'
import { exchangeToken, type Grant } from './exchange-token.ts'
import { requireClientId, requireClientSecret, requireLoginUrl } from './login-arguments.ts'
import { loginAttempts } from './login-attempts.ts'
import { type LoginSession, loginSession } from './login-session.ts'
import { type LoginStorage, requireStorage } from './login-storage.ts'
import { queryOf, readRedirect, requireRedirectUri } from './redirect.ts'
import { storedLogin } from './stored-login.ts'
import { requirePatience, type ThrottlePatience, waitOutThrottle } from './wait-out-throttle.ts'

/** A client of grant type CODE, and where the login of its reader is kept. */
export interface AuthorizationCodeOptions extends ThrottlePatience {
  readonly clientId: string
  /** Where the login page sends the reader back to. Must equal a registered one in full, query included. */
  readonly redirectUri: string
  /** Of one reader: `webStorage(sessionStorage)` in a page, or yours over the session of a server. */
  readonly storage: LoginStorage
  /** For a server that can keep one. A page cannot: it goes by the proof key alone. */
  readonly clientSecret?: string | undefined
  /** The clock that tokens age by; that of the api by default. */
  readonly scheduler?: SchedulerLike | undefined
}

/** The login of one reader, by way of the login page. Make an api with it first: that says where the login host is. */
export interface AuthorizationCode extends Auth {
  /**
   * Begins a login: stores its verifier under its state, emits the address to send the reader to, and completes. Each
   * subscription begins another. A login that never ends leaves one entry in the storage.
   */
  authorizationUrl(options?: LoginPageOptions): Observable<string>
  /**
   * Ends a login with the address that the login page sent the reader back to: checks the state, exchanges the code,
   * stores the tokens, emits once and completes. A code is exchanged once, however often this is subscribed to, and not
   * aborted by who leaves; a logout meanwhile ends it with LoginRequiredError. Errors with AuthorizationError, LoginError,
   * or what the storage throws.
   */
  handleRedirect(url: string | URL): Observable<void>
  /**
   * Forgets the tokens, then emits the address that ends the reader's session at the login host. Polls that are not left
   * go on with the next reader's login.
   */
  logOut(): Observable<string>
}

/**
 * Logs a reader in by the authorization code with a proof key (PKCE, S256). Renews by refresh token, early as
 * `clientCredentials` does and after a 401; each refresh may bring another refresh token, which is stored before use.
 * While nobody is logged in, operations error with LoginRequiredError. Source: API facts, section 5.
 *
 * @example
 * ```ts
 * import { authorizationCode, createOAuthApi, hostsOf, memoryStorage } from '@grantstream/core'
 *
 * const auth = authorizationCode({
 *   clientId: 'a-client',
 *   redirectUri: 'https://console.example/back',
 *   storage: memoryStorage(),
 * })
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth })
 *
 * auth.authorizationUrl({ loginHint: 'ada@example.com' }).subscribe((url) => process.stdout.write(url))
 * ```
 */
export const authorizationCode = (options: AuthorizationCodeOptions): AuthorizationCode => {
  const clientId = requireClientId(requireObject(options).clientId)
  const redirectUri = requireRedirectUri(options.redirectUri)
  const storage = requireStorage(options.storage)
  const clientSecret = options.clientSecret === undefined ? undefined : requireClientSecret(options.clientSecret)
  requirePatience(options)
  if (options.scheduler !== undefined) requireScheduler(options.scheduler)
  // A client without a secret has no other way to say who it is.
  const named = clientSecret === undefined ? { client_id: clientId } : undefined
  const attempts = loginAttempts(storage)
  const exchanges = new Map<string, Observable<void>>()
  let connected: Connected | undefined

  const connect = (loginUrl: string, send: Send, clock: SchedulerLike): Connected => {
    const nowMs = () => clock.now()
    const ask = (form: Record<string, string>, isSpare?: () => boolean): Observable<Grant> =>
      defer(() => exchangeToken(send, { loginUrl, form, clientId, clientSecret }, nowMs)).pipe(
        waitOutThrottle(options, clock, isSpare),
      )
    const refresh = (refreshToken: string, isGood: () => boolean) =>
      ask({ grant_type: 'refresh_token', refresh_token: refreshToken, ...named }, isGood)
    const store = storedLogin(storage, `grantstream ${loginUrl} ${clientId}`)
    // Without a secret a login host that wants one for a refresh will never take the token.
    const finalErrors = ['invalid_grant', ...(clientSecret === undefined ? ['invalid_client'] : [])]
    return { loginUrl, ask, session: loginSession({ store, refresh, finalErrors, nowMs }) }
  }

  const exchange = (state: string, code: string): Observable<void> => {
    const { ask, session } = requireConnected(connected)
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: clientId }
    const logins = attempts.take(state).pipe(mergeMap((verifier) => ask({ ...form, code_verifier: verifier })))
    return session.open(logins).pipe(
      finalize(() => exchanges.delete(state)),
      share({
        connector: () => new ReplaySubject(1),
        resetOnComplete: false,
        resetOnError: false,
        resetOnRefCountZero: false,
      }),
    )
  }

  const exchangeOnce = (state: string, code: string): Observable<void> => {
    const exchanging = exchanges.get(state) ?? exchange(state, code)
    exchanges.set(state, exchanging)
    return exchanging
  }

  const refuseLogin = (state: string | undefined, refusal: AuthorizationError): Observable<never> =>
    (state === undefined ? of('') : attempts.take(state)).pipe(mergeMap(() => throwError(() => refusal)))

  return {
    connect: ({ loginUrl: given, send, scheduler }) => {
      const loginUrl = requireLoginUrl(given, connected?.loginUrl)
      connected ??= connect(loginUrl, send, options.scheduler ?? scheduler)
      return connected.session.tokens
    },
    authorizationUrl: (page = {}) => {
      requireLoginPageOptions(page)
      return defer(() => {
        const { loginUrl } = requireConnected(connected)
        return attempts
          .begin()
          .pipe(map((attempt) => authorizationUrl(loginUrl, { clientId, redirectUri, ...attempt }, page)))
      })
    },
    handleRedirect: (url) => {
      const query = queryOf(url, redirectUri)
      return defer(() => {
        const redirect = readRedirect(query)
        return 'code' in redirect
          ? exchangeOnce(redirect.state, redirect.code)
          : refuseLogin(redirect.state, redirect.refusal)
      })
    },
    logOut: () =>
      defer(() => {
        const { loginUrl, session } = requireConnected(connected)
        const query = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri })
        return session.close().pipe(map(() => `${loginUrl}/logout?${query}`))
      }),
  }
}

/** What an api brought. */
interface Connected {
  readonly loginUrl: string
  readonly ask: (form: Record<string, string>) => Observable<Grant>
  readonly session: LoginSession
}

const requireConnected = (connected: Connected | undefined): Connected => {
  if (connected === undefined)
    throw new TypeError('auth: no api was made with it yet, which tells where the login host is')
  return connected
}
