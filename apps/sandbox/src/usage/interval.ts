/** Two instants; `end` is exclusive. */
export interface Interval {
  readonly start: Date
  readonly end: Date
}

const month = String.raw`\d{4}-\d{2}`
const time = String.raw`T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})`
const instantForm = new RegExp(`^${month}(?:-\\d{2}(?:${time})?)?$`)

/**
 * Reads an ISO-8601 interval `start/end` of months, dates (both from 00:00 UTC) or date-times with an offset.
 * Undefined when it is none; whether `end` is before `start` is not looked at. Source: API facts, section 6.
 */
export const readInterval = (text: string): Interval | undefined => {
  const [start, end, ...rest] = text.split('/').map(readInstant)
  return start && end && rest.length === 0 ? { start, end } : undefined
}

const readInstant = (text: string): Date | undefined => {
  if (!instantForm.test(text) || !isOnCalendar(text.slice(0, 10))) return undefined
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

/** `Date` takes the 30th of February for a day in March. */
const isOnCalendar = (day: string): boolean => {
  const instant = new Date(day)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day)
}
