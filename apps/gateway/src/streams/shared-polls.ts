import {
  followUsageExecution,
  pollUsageExecution,
  type UsageExecutionState,
  type UsagePollOptions,
  type UsageResults,
} from '@grantstream/core'
import { filter, Observable, of, Subscription } from 'rxjs'
import type { ObserveGateway } from '../observe/gateway-event.ts'
import type { Caller } from '../principal/caller.ts'
import type { Principal } from '../principal/principal.ts'
import { createFollowers, type Followers } from './followers.ts'
import { type ExecutionIds, type PollKey, type PollKeyOf, pollKeyOf } from './poll-key.ts'
import { sharedLooks } from './shared-looks.ts'

/** A state of an execution; `atMs` is when the upstream told it, and is left out for one that was told before. */
export interface ToldState {
  readonly state: UsageExecutionState
  readonly atMs: number | undefined
}

/** Who follows, with which token. */
export interface Follower {
  readonly caller: Caller
  readonly principal: Principal
}

/**
 * The polls of all principals: one for each principal and execution, however many streams follow it. Whoever comes is
 * told the latest state at once; the last one to leave ends the poll and its exchange. An end is told to all who follow
 * and then forgotten. Errors as `followUsageExecution` of core does.
 */
export interface SharedPolls {
  /** Follows an execution: looks at once, unless it is known to have just been started. */
  follow(follower: Follower, execution: ExecutionIds, since?: 'just started'): Observable<ToldState>
  readonly size: number
}

export interface SharedPollsOptions {
  readonly polling: UsagePollOptions | undefined
  readonly observe: ObserveGateway
  /** Milliseconds for which a token that did not take a look itself counts as good; see `sharedLooks`. */
  readonly tokenProofMs: number
  /** What a poll is kept by; given only to show what happens without the principal in it. */
  readonly keyOf?: PollKeyOf
}

interface SharedPoll {
  readonly followers: Followers<ToldState>
  /** Undefined before there is any. */
  latest?: UsageExecutionState
}

export const createSharedPolls = ({
  polling,
  observe,
  tokenProofMs,
  keyOf = pollKeyOf,
}: SharedPollsOptions): SharedPolls => {
  const polls = new Map<PollKey, SharedPoll>()

  const open = (key: PollKey, states: (looks: UsageResults) => Observable<UsageExecutionState>, isStrict: boolean) => {
    const link = new Subscription()
    const close = () => {
      link.unsubscribe()
      if (polls.get(key) === poll) polls.delete(key)
    }
    const poll: SharedPoll = { followers: createFollowers<ToldState>(close) }
    const tell = (state: UsageExecutionState) => {
      poll.latest = state
      const told = { state, atMs: state.polls > 0 ? Date.now() : undefined }
      const followers = poll.followers.all()
      if (state.polls > 0 && followers.length > 1) observe({ kind: 'polls-saved', count: followers.length - 1 })
      for (const follower of followers) follower.next(told)
    }
    const begin = () => {
      const looks = sharedLooks(poll.followers, { tokenProofMs, isFirstStrict: isStrict })
      link.add(
        states(looks).subscribe({
          next: tell,
          error: (failure: unknown) => {
            close()
            for (const follower of poll.followers.all()) follower.error(failure)
          },
          complete: () => {
            close()
            for (const follower of poll.followers.all()) follower.complete()
          },
        }),
      )
    }
    polls.set(key, poll)
    return { poll, begin }
  }

  return {
    follow: ({ caller, principal }, execution, since) =>
      new Observable((subscriber) => {
        const { clientId, executionId } = execution
        const key = keyOf(principal.key, execution)
        const found = polls.get(key)
        if (found) {
          observe({ kind: 'poll-shared' })
          if (found.latest) subscriber.next({ state: found.latest, atMs: undefined })
          if (!subscriber.closed) found.followers.join(caller, subscriber)
          return
        }
        const { apiUrl, observe: tell } = caller.api
        const states = (looks: UsageResults) => {
          const api = { ...looks, apiUrl, observe: tell }
          return since === 'just started'
            ? of({ executionId }).pipe(pollUsageExecution(api, clientId, polling))
            : // What has not been looked at may not be there, or not be theirs.
              followUsageExecution(api, clientId, executionId, polling).pipe(filter(({ polls }) => polls > 0))
        }
        const { poll, begin } = open(key, states, since === undefined)
        poll.followers.join(caller, subscriber)
        begin()
      }),
    get size() {
      return polls.size
    },
  }
}
