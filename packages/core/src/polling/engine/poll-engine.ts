import type { Schedule } from '../schedule.ts'

/** What a poll goes by. */
export interface PollPlan {
  readonly schedule: Schedule
  /** Infinity for no limit. */
  readonly maxPolls: number
}

/** Where a poll stands, as plain data. A poll is `start`, then `step` for every event. Times are milliseconds. */
export interface PollState {
  readonly startedAtMs: number
  readonly polls: number
  /** Never goes back, whatever the clock does, and grows by every wait. */
  readonly elapsedMs: number
  /** The wait that a `due` ends. */
  readonly delayMs: number
}

/** What happened to a poll. */
export type PollEvent =
  /** The wait is over: a look is taken. */
  | { readonly kind: 'due'; readonly nowMs: number }
  /** There is no final answer, before the first look or after one. `random` is from 0 to 1. */
  | { readonly kind: 'open'; readonly nowMs: number; readonly random: number }

/** What is to be done next: after a `due` a look, after an `open` one of the others. */
export type PollEffect =
  | { readonly kind: 'look' }
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'end' }

/** A poll that begins now. */
export const start = (nowMs: number): PollState => ({ startedAtMs: nowMs, polls: 0, elapsedMs: 0, delayMs: 0 })

/**
 * Takes an event: where the poll stands after it, and what is to be done. `end` stands for the last look having brought
 * no final answer. Throws what the schedule throws, who is to check its waits.
 */
export const step = <S extends PollState>(
  { schedule, maxPolls }: PollPlan,
  before: S,
  event: PollEvent,
): readonly [S, PollEffect] => {
  const elapsedMs = Math.max(before.elapsedMs + before.delayMs, event.nowMs - before.startedAtMs)
  const now = { ...before, elapsedMs, delayMs: 0 }
  if (event.kind === 'due') return [{ ...now, polls: now.polls + 1 }, { kind: 'look' }]
  if (now.polls >= maxPolls) return [now, { kind: 'end' }]
  const delayMs = schedule({ polls: now.polls, elapsedMs, random: event.random })
  return [
    { ...now, delayMs },
    { kind: 'wait', delayMs },
  ]
}
