import type { Caller } from '../principal/caller.ts'
import type { Principal, PrincipalKey } from '../principal/principal.ts'

/** How many streams may live at the same time. */
export interface StreamLimits {
  readonly total: number
  /** Of one principal, however many tokens it has. */
  readonly perPrincipal: number
}

export const defaultStreamLimits: StreamLimits = { total: 5_000, perPrincipal: 200 }

// Readers are to see soon that their stream begins, also while the upstream is slow.
const patienceMs = 1_000

/** The room that there is for streams. */
export interface StreamRoom {
  /**
   * Takes a place and gives what gives it back; undefined when there is none. A token is bounded as a principal is, from
   * before it is known whose it is. Where that takes long, the stream begins and counts when it is known; where it cannot
   * be told, the stream is about to end.
   */
  take(caller: Caller, whose: () => Promise<Principal>): Promise<(() => void) | undefined>
  /** Places that are taken. */
  readonly taken: number
}

export const createStreamRoom = ({ total, perPrincipal }: StreamLimits): StreamRoom => {
  const ofTokens = createCounts<Caller>()
  const ofPrincipals = createCounts<PrincipalKey>()
  let all = 0

  return {
    take: async (caller, whose) => {
      if (all >= total || ofTokens.of(caller) >= perPrincipal) return undefined
      all += 1
      ofTokens.change(caller, 1)
      let key: PrincipalKey | undefined
      let isOver = false
      const count = (principal: Principal) => {
        if (isOver) return
        key = principal.key
        ofPrincipals.change(key, 1)
      }
      const giveBack = () => {
        isOver = true
        all -= 1
        ofTokens.change(caller, -1)
        if (key !== undefined) ofPrincipals.change(key, -1)
      }
      await within(
        whose().then(count, () => undefined),
        patienceMs,
      )
      if (key === undefined || ofPrincipals.of(key) <= perPrincipal) return giveBack
      giveBack()
      return undefined
    },
    get taken() {
      return all
    },
  }
}

/** Waits for it, but no longer than that. */
const within = (settled: Promise<void>, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    settled.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })

const createCounts = <Key>() => {
  const counts = new Map<Key, number>()
  const of = (key: Key) => counts.get(key) ?? 0
  return {
    of,
    change: (key: Key, by: 1 | -1) => {
      if (of(key) + by === 0) counts.delete(key)
      else counts.set(key, of(key) + by)
    },
  }
}
