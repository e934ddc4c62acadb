import { asyncScheduler, firstValueFrom, type Observable, type SchedulerLike } from 'rxjs'
import {
  type AuthorizationCodeOptions,
  authorizationCode,
  createOAuthApi,
  type LoginStorage,
  memoryStorage,
  type OAuthApiOptions,
} from '../../src/index.ts'
import { type LoginHostSettings, startLoginHost } from './login-host.ts'

export const redirectUri = 'https://console.example/back?from=login'

/** A login host, and pages that log in at it. */
export const useLogin = async (changes: Partial<LoginHostSettings> = {}) => {
  const settings: LoginHostSettings = { expiresIn: 3600, rotates: true, refreshes: true, ...changes }
  const host = await startLoginHost(settings)
  let skewMs = 0
  const scheduler: SchedulerLike = {
    now: () => asyncScheduler.now() + skewMs,
    schedule: asyncScheduler.schedule.bind(asyncScheduler),
  }
  /** A page, or a process, with the login of one reader. */
  const open = (options: Partial<AuthorizationCodeOptions> = {}, apiOptions: Partial<OAuthApiOptions> = {}) => {
    const storage: LoginStorage = options.storage ?? memoryStorage()
    const auth = authorizationCode({ clientId: 'c1', redirectUri, scheduler, ...options, storage })
    const api = createOAuthApi({ apiUrl: host.url, loginUrl: host.url, auth, retries: 0, ...apiOptions })
    const logIn = async () => {
      const back = await host.signIn(await firstValueFrom(auth.authorizationUrl()))
      await firstValueFrom(auth.handleRedirect(back))
      return back
    }
    return { auth, api, storage, logIn, call: () => firstValueFrom(api.getOauthScopes()) }
  }
  return {
    host,
    settings,
    open,
    /** Lets the clock of tokens go on by this much. */
    age: (ms: number) => {
      skewMs += ms
    },
  }
}

/** What a stream errors with; undefined when it does not. */
export const failure = (source: Observable<unknown> | Promise<unknown>): Promise<unknown> =>
  ('subscribe' in source ? firstValueFrom(source) : source).then(
    () => undefined,
    (error: unknown) => error,
  )
