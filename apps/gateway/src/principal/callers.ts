import { createBudget } from '@grantstream/core'
import type { Identity } from '../guards/identity.ts'
import { type Caller, type CallerOptions, createCaller } from './caller.ts'
import type { SharingSettings } from './sharing-settings.ts'
import { hashToken, type TokenHash } from './token-hash.ts'

/** The tokens that made requests of late. */
export interface Callers {
  /** The caller of a token: the same one for all of its requests, as long as it is remembered. */
  of(token: string, identity: Identity): Caller
  readonly size: number
}

export interface CallersOptions extends Omit<CallerOptions, 'budget' | 'principalTtlMs' | 'scopesTtlMs'> {
  /** Calls that one token may make in a minute; as core has it when left out. */
  readonly callsPerMinute?: number | undefined
}

// A map that changes all the time holds on to what was in it.
const orderMs = 1_000

export const createCallers = (
  { callsPerMinute, ...options }: CallersOptions,
  { principalTtlMs, scopesTtlMs, tokenTtlMs, maxTokens }: SharingSettings,
): Callers => {
  // In the order of last use, to a second: who is at the front may be forgotten first.
  const known = new Map<TokenHash, { readonly caller: Caller; usedAtMs: number }>()
  // Counts by token, and so outlives the callers that are forgotten.
  const budget = createBudget(callsPerMinute ? { perMinute: callsPerMinute } : {})

  const forgetUnused = (nowMs: number) => {
    for (const [hash, { usedAtMs }] of known) {
      if (known.size <= maxTokens && nowMs - usedAtMs < tokenTtlMs) return
      known.delete(hash)
    }
  }
  return {
    of: (token, identity) => {
      const hash = hashToken(token)
      const nowMs = Date.now()
      const recent = known.get(hash)
      if (recent && nowMs - recent.usedAtMs < orderMs) return recent.caller
      const caller = recent?.caller ?? createCaller(identity, hash, { ...options, budget, principalTtlMs, scopesTtlMs })
      known.delete(hash)
      known.set(hash, { caller, usedAtMs: nowMs })
      forgetUnused(nowMs)
      return caller
    },
    get size() {
      return known.size
    },
  }
}
