import { type Budget, createOAuthApi, isApiError, type OAuthApi, type Transport } from '@grantstream/core'
import { createCall, explaining, observing, sharing } from '@grantstream/core/operations'
import { getTokensMe } from '@grantstream/core/tokens'
import { catchError, defer, EMPTY, ignoreElements, map, type Observable, of, share, tap } from 'rxjs'
import type { Identity } from '../guards/identity.ts'
import type { ObserveGateway } from '../observe/gateway-event.ts'
import { type LookedUp, lookUpPrincipal } from './look-up-principal.ts'
import type { Principal } from './principal.ts'
import { ScopeCatalogue } from './scope-catalogue.ts'
import type { TokenHash } from './token-hash.ts'

/** One token and what is shared by its requests: an api, and the principal once looked up. */
export interface Caller {
  readonly api: OAuthApi
  readonly scopes: ScopeCatalogue
  /** When its token expires, in milliseconds since 1970; infinite when only the upstream knows. */
  readonly expiresAtMs: number
  /**
   * Emits once. Looked up when first asked for, once for all who ask; the last one to leave aborts it. A failure is an
   * `ApiError`, and is not kept.
   */
  readonly principal: Observable<Principal>
  /** Tells that the upstream took the token just now. */
  readonly taken: () => void
  /**
   * Completes when the upstream took the token within the last `maxAgeMs` milliseconds, or else takes it now. Errors
   * only with the 401 of a token that is good no more: an upstream that cannot be asked proves nothing.
   */
  prove(maxAgeMs: number): Observable<never>
}

export interface CallerOptions {
  readonly apiUrl: string
  readonly loginUrl: string | undefined
  readonly transport: Transport | undefined
  /** Milliseconds that one exchange may take; as core has it when left out. */
  readonly timeoutMs?: number | undefined
  readonly budget: Budget
  readonly observe: ObserveGateway
  /** Milliseconds that a principal is believed without asking again, if its token does not lapse before. */
  readonly principalTtlMs: number
  /** Milliseconds that the descriptions of scopes are kept. */
  readonly scopesTtlMs: number
}

// The exchange may take 30 s; before it, a call may wait for its turn in the budget.
const totalTimeoutMs = 45_000
// All streams of a token wait until it is known whose it is.
const lookUpTimeoutMs = 10_000

export const createCaller = (
  { auth, subject, expiresAtMs = Number.POSITIVE_INFINITY }: Identity,
  hash: TokenHash,
  { apiUrl, loginUrl, transport, timeoutMs, budget, observe, principalTtlMs, scopesTtlMs }: CallerOptions,
): Caller => {
  const config = {
    apiUrl,
    auth,
    budget,
    totalTimeoutMs,
    watch: observing((event) => observe({ kind: 'upstream', event })),
    ...(loginUrl && { loginUrl }),
    ...(transport && { transport }),
    ...(timeoutMs && { timeoutMs }),
  }
  // A read that another began before this one was asked for may tell what was before: reads are not shared under way.
  const api = createOAuthApi({ ...config, retries: 0, share: false })
  const call = createCall({
    ...config,
    timeoutMs: Math.min(timeoutMs ?? lookUpTimeoutMs, lookUpTimeoutMs),
    layers: [sharing(), explaining()],
  })
  let kept: { readonly principal: Principal; readonly untilMs: number } | undefined
  let takenAtMs = Number.NEGATIVE_INFINITY

  const taken = () => {
    takenAtMs = Date.now()
  }
  const keep = ({ principal, idlesAtMs = Number.POSITIVE_INFINITY }: LookedUp) => {
    taken()
    kept = { principal, untilMs: Math.min(takenAtMs + principalTtlMs, idlesAtMs, expiresAtMs) }
    return principal
  }
  const lookUp = lookUpPrincipal(call, hash, subject).pipe(map(keep), share())

  return {
    api,
    scopes: new ScopeCatalogue(scopesTtlMs),
    expiresAtMs,
    principal: defer(() => (kept !== undefined && Date.now() < kept.untilMs ? of(kept.principal) : lookUp)),
    taken,
    prove: (maxAgeMs) =>
      Date.now() - takenAtMs < maxAgeMs
        ? EMPTY
        : getTokensMe(call, { priority: 'poll' }).pipe(
            tap(taken),
            ignoreElements(),
            catchError((error: unknown) => {
              if (isUnauthenticated(error)) throw error
              return EMPTY
            }),
          ),
  }
}

/** True for the answer to a token that has expired, was revoked, or never was. */
export const isUnauthenticated = (error: unknown): boolean =>
  isApiError(error) && error.kind === 'http' && error.status === 401
