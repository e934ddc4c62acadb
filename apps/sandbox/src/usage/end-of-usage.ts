import type { SandboxSettings } from '../settings.ts'
import { dayAfter, dayOf } from './day.ts'

/**
 * The first UTC day that usage does not show, `YYYY-MM-DD`: tomorrow, or where today is absent the day of the last daily
 * refresh, which brings the day before it. Source: API facts, section 6, Freshness.
 */
export const endOfUsage = (
  { usageToday, usageRefreshMs }: Pick<SandboxSettings, 'usageToday' | 'usageRefreshMs'>,
  now: Date,
): string => (usageToday === 'included' ? dayAfter(now, 1) : dayOf(new Date(now.getTime() - usageRefreshMs)))
