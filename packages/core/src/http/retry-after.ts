/**
 * Milliseconds that a Retry-After header asks to wait for, from `nowMs` (milliseconds since 1970): seconds, or any of
 * the three date forms of HTTP (RFC 9110, section 5.6.7). 0 for a date that is past; undefined for anything else.
 */
export const retryAfter = (header: string | null | undefined, nowMs: number): number | undefined => {
  const value = header?.trim() ?? ''
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, Number.MAX_SAFE_INTEGER)
  const [, day, month, year, time] = daysFirst.exec(value.replace(asctime, ', $2 $1 $4 $3 GMT')) ?? []
  if (day === undefined || year === undefined) return undefined
  const text = `${day.padStart(2, '0')} ${month} ${year.length === 2 ? nearestYear(Number(year), nowMs) : year} ${time} GMT`
  const instant = new Date(text)
  // A day or an hour that does not exist comes back as another one.
  return instant.toUTCString().endsWith(text) ? Math.max(0, instant.getTime() - nowMs) : undefined
}

// Sun, 06 Nov 1994 08:49:37 GMT   or   Sunday, 06-Nov-94 08:49:37 GMT
const daysFirst = /, (\d+)[ -](\w+)[ -](\d+) (\S+) GMT$/
// Sun Nov  6 08:49:37 1994
const asctime = /^\w+ (\w+) +(\d+) (\S+) (\d+)$/

// Two digits that would lie more than 50 years ahead mean the past (RFC 9110, section 5.6.7).
const nearestYear = (twoDigits: number, nowMs: number): number => {
  const thisYear = new Date(nowMs).getUTCFullYear()
  const year = thisYear - (thisYear % 100) + twoDigits
  return year > thisYear + 50 ? year - 100 : year
}
