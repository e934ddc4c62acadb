import type { ApiUsageClientQuery } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import type { SandboxSettings } from '../settings.ts'
import { dayAfter, dayFrom, dayOf } from './day.ts'
import { readInterval } from './interval.ts'
import type { UsageMetric, UsageSelection } from './selection.ts'

const allMetrics: readonly UsageMetric[] = ['Status200', 'Status300', 'Status400', 'Status500', 'Status429', 'Requests']

/**
 * What a usage query selects: every UTC day that overlaps its interval. Refuses an interval that cannot be read, or that
 * ends before it starts, with the codes of the settings.
 */
export const selectQuery = (
  { interval, granularity, groupBy, metrics }: ApiUsageClientQuery,
  { intervalFormCode, intervalOrderCode }: Pick<SandboxSettings, 'intervalFormCode' | 'intervalOrderCode'>,
): UsageSelection => {
  const read = readInterval(interval)
  const fieldName = 'interval'
  if (!read) throw new Fault(intervalFormCode, 'interval is not an ISO-8601 interval', { fieldName })
  if (read.end < read.start) throw new Fault(intervalOrderCode, 'interval ends before it starts', { fieldName })
  const firstDay = dayOf(read.start)
  return {
    firstDay,
    endDay: read.end.getTime() === read.start.getTime() ? firstDay : dayFrom(read.end),
    ...(granularity && { granularity }),
    groupBy: groupBy?.length ? groupBy : ['OAuthClientId'],
    metrics: metrics?.length ? metrics : allMetrics,
  }
}

/** What a summary selects: the last days before `endDay`. Refuses with `invalid.query.param.value`. */
export const selectSummary = (days: string, daysMost: number, endDay: string): UsageSelection => {
  const count = /^\d{1,9}$/.test(days) ? Number(days) : 0
  if (count < 1 || count > daysMost)
    throw new Fault('invalid.query.param.value', 'days must be a whole number from 1 to {most}', {
      fieldName: 'days',
      params: { most: String(daysMost) },
    })
  return {
    firstDay: dayAfter(new Date(endDay), -count),
    endDay,
    groupBy: ['OAuthClientId', 'TemplateUri', 'HttpMethod'],
    metrics: allMetrics,
  }
}

/** A selection without the days from `endDay` on. */
export const until = (selection: UsageSelection, endDay: string): UsageSelection =>
  selection.endDay > endDay ? { ...selection, endDay } : selection
