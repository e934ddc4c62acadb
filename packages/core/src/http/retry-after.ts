const fiftyYearsMs = 50 * 365.25 * 86_400_000

/**
 * Milliseconds that a Retry-After header asks to wait for, from `nowMs` (milliseconds since 1970): seconds, or any of
 * the three date forms of HTTP (RFC 9110, section 5.6.7). The longest of seconds that were given several times. 0 for a
 * date that is past; undefined for anything else.
 */
export const retryAfter = (header: string | null | undefined, nowMs: number): number | undefined => {
  const value = (header ?? '').trim()
  if (/^\d+(, *\d+)*$/.test(value)) return Math.min(Math.max(...value.split(',').map(Number)) * 1000, 1e15)
  const [, day = '', month, year = '', time] = dayFirst.exec(value.replace(asctime, ', $2 $1 $4 $3 GMT')) ?? []
  const fullYear = new Date(nowMs).toISOString().slice(0, 4 - year.length) + year
  const text = `${day.padStart(2, '0')} ${month} ${fullYear} ${time} GMT`
  const date = new Date(text)
  // A day or an hour that does not exist comes back as another one.
  if (!date.toUTCString().endsWith(text)) return undefined
  const aheadMs = date.getTime() - nowMs
  // Two digits of a year that would lie more than 50 years ahead mean the past (RFC 9110, section 5.6.7).
  return year.length === 2 && aheadMs > fiftyYearsMs ? 0 : Math.max(0, aheadMs)
}

// Sun, 06 Nov 1994 08:49:37 GMT   or   Sunday, 06-Nov-94 08:49:37 GMT
const dayFirst = /, (\d+)[ -](\w+)[ -](\d\d|\d{4}) (\S+) GMT$/
// Sun Nov  6 08:49:37 1994
const asctime = /^\w+ (\w+) +(\d+) (\S+) (\d+)$/
