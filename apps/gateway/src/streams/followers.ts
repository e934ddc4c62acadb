import { BehaviorSubject, filter, type Observable, type Subscriber } from 'rxjs'
import type { Caller } from '../principal/caller.ts'

/**
 * Who follows a poll, by the token that each came with. The caller who has been there for longest leads: the looks are
 * taken with its token. When its last stream leaves, the next one leads.
 */
export interface Followers<T> {
  /** The caller whose token is to be used, at once and whenever that changes. Has one subscriber: the look. */
  readonly leader: Observable<Caller>
  /** Leaves when it is closed. */
  join(caller: Caller, follower: Subscriber<T>): void
  /** All callers but one. */
  others(caller: Caller): Caller[]
  /** Ends the streams of one caller with an error. */
  expel(caller: Caller, reason: unknown): void
  /** Who is there now; whoever comes or goes meanwhile changes nothing in this list. */
  all(): Subscriber<T>[]
}

/** `onEmpty` is called when the last one has left. */
export const createFollowers = <T>(onEmpty: () => void): Followers<T> => {
  const byCaller = new Map<Caller, Set<Subscriber<T>>>()
  const leader = new BehaviorSubject<Caller | undefined>(undefined)

  const elect = () => {
    const next = byCaller.keys().next().value
    if (next !== leader.value) leader.next(next)
  }
  const leave = (caller: Caller, follower: Subscriber<T>) => {
    const own = byCaller.get(caller)
    if (!own?.delete(follower) || own.size > 0) return
    byCaller.delete(caller)
    if (byCaller.size === 0) onEmpty()
    elect()
  }

  return {
    leader: leader.pipe(filter((caller) => caller !== undefined)),
    join: (caller, follower) => {
      const own = byCaller.get(caller)
      if (own === undefined) byCaller.set(caller, new Set([follower]))
      else own.add(follower)
      follower.add(() => leave(caller, follower))
      elect()
    },
    others: (caller) => [...byCaller.keys()].filter((other) => other !== caller),
    expel: (caller, reason) => {
      for (const follower of [...(byCaller.get(caller) ?? [])]) follower.error(reason)
    },
    all: () => [...byCaller.values()].flatMap((own) => [...own]),
  }
}
