import type { Auth } from '@grantstream/core'
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { type Report, reportFailure } from '../server/report.ts'
import { type Authenticate, KeysUnavailable, NotAuthenticated } from './identity.ts'

/** Tokens that somebody issues for callers of this gateway. */
export interface OwnCallers {
  /** The `iss` that they must have. */
  readonly issuer: string
  /** The `aud` that they must have or list. */
  readonly audience: string
  /** Where the keys of the issuer are published, as a JSON Web Key Set. */
  readonly jwksUrl: string
  /** How the upstream is asked for all of them: as the service that the gateway is to it. */
  readonly service: Auth
  /** Milliseconds before the keys are fetched again for a key that is new; 30000 by default. */
  readonly cooldownMs?: number
}

/** Signatures with a private key only: the public key must never do for a secret. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** Seconds by which the clock of who issues tokens may differ. */
const clockTolerance = 30

/**
 * Takes the tokens of own callers, which are JSON Web Tokens, and passes others on. What looks like a JSON Web Token and
 * does not verify is refused, never passed on. Keys that cannot be had are reported.
 */
export const ownCallers = (
  { issuer, audience, jwksUrl, service, cooldownMs = 30_000 }: OwnCallers,
  others: Authenticate,
  report: Report,
): Authenticate => {
  const published = createRemoteJWKSet(new URL(jwksUrl), { cooldownDuration: cooldownMs, timeoutDuration: 5000 })
  const keyOf: JWTVerifyGetKey = (header, token) => {
    if (header.kid === undefined) throw new NotAuthenticated('The token names no key')
    return published(header, token)
  }
  /** Whatever is not the fault of the token is that of the keys, which could not be fetched or read. */
  const refuse = (failure: unknown): never => {
    if (tokenFaults.some((fault) => failure instanceof fault)) throw new NotAuthenticated('The token does not verify')
    const { message } = failure instanceof Error ? failure : new Error(String(failure))
    const unavailable = new KeysUnavailable(`The keys of callers cannot be had: ${message}`)
    reportFailure(report, unavailable)
    throw unavailable
  }
  return async (token) => {
    if (token.split('.').length !== 3) return others(token)
    const rules = { issuer, audience, algorithms, clockTolerance, requiredClaims: ['exp', 'sub'] }
    const { payload } = await jwtVerify(token, keyOf, rules).catch(refuse)
    const { sub, exp = 0 } = payload
    if (typeof sub !== 'string' || sub === '') throw new NotAuthenticated('The token names nobody')
    return { auth: service, subject: sub, expiresAtMs: (exp + clockTolerance) * 1000 }
  }
}

const tokenFaults = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  NotAuthenticated,
]
