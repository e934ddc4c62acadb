import type { ApiUsageClientQuery } from '@grantstream/contract'
import { refuse } from '../refuse.ts'
import { type DurationHistory, learned, requireDurations } from './learned.ts'
import type { Schedule } from './schedule.ts'

/** How long usage executions took, in milliseconds, by kind of query, the newest last. Plain data: JSON holds it. */
export type UsageHistory = Readonly<Record<string, DurationHistory>>

/** Keeps durations by kind, and schedules learned from them. */
export interface HistoryKeeper {
  /** By what is known of the kind now. */
  schedule(kind: string): Schedule
  record(kind: string, durationMs: number): void
  history(): UsageHistory
}

const durationsKept = 100
const kindsKept = 100

/** Goes on from `past`. Throws a TypeError for what is no history. */
export const keepHistory = (past: UsageHistory): HistoryKeeper => {
  // A Map would be taken for an object without kinds.
  if (Object.prototype.toString.call(past) !== '[object Object]') {
    throw refuse('history', past, 'an object of durations by kind')
  }
  for (const durations of Object.values(past)) requireDurations(durations)
  const kinds = new Map(Object.entries(past))
  return {
    schedule: (kind) => learned(kinds.get(kind) ?? []),
    record: (kind, durationMs) => {
      const durations = [...(kinds.get(kind) ?? []), Math.round(durationMs)].slice(-durationsKept)
      // To the end of the order, so that the kind that was not seen for longest is dropped first.
      kinds.delete(kind)
      kinds.set(kind, durations)
      const [oldest] = kinds.keys()
      if (kinds.size > kindsKept && oldest !== undefined) kinds.delete(oldest)
    },
    history: () => Object.fromEntries(kinds),
  }
}

/** The kind of a usage query: what its duration depends on, with the days of its interval in steps. */
export const kindOfQuery = ({ interval, granularity, groupBy = [] }: ApiUsageClientQuery): string =>
  [
    'query',
    granularity ?? 'total',
    (Array.isArray(groupBy) && groupBy.toSorted().join('+')) || 'client',
    spanOf(interval),
  ].join(' ')

/** The kind of a usage summary. */
export const kindOfSummary = (days = 7): string => `summary ${stepOf(days)}`

const spanOf = (interval: string): string => {
  const [from = Number.NaN, to = Number.NaN] = String(interval)
    .split('/')
    .map((instant) => Date.parse(instant))
  return stepOf((to - from) / 86_400_000)
}

const steps = [1, 7, 31, 92, 366]

const stepOf = (days: number): string => {
  const step = steps.find((most) => days <= most)
  return step === undefined ? 'longer' : `${step} d`
}
