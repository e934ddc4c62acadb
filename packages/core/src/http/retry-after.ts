const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const clock = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})'
const forms = [
  // Sun, 06 Nov 1994 08:49:37 GMT
  new RegExp(`^[a-z]{3}, (?<day>\\d{2}) (?<month>[a-z]{3}) (?<year>\\d{4}) ${clock} GMT$`, 'i'),
  // Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(`^[a-z]{6,9}, (?<day>\\d{2})-(?<month>[a-z]{3})-(?<year>\\d{2}) ${clock} GMT$`, 'i'),
  // Sun Nov  6 08:49:37 1994
  new RegExp(`^[a-z]{3} (?<month>[a-z]{3}) (?<day>[ \\d]\\d) ${clock} (?<year>\\d{4})$`, 'i'),
]

/**
 * Milliseconds that a Retry-After header asks to wait for, from `nowMs` (milliseconds since 1970): seconds, or any of
 * the three date forms of HTTP (RFC 9110, section 5.6.7). 0 for a date that is past; undefined for anything else.
 */
export const retryAfter = (header: string | null | undefined, nowMs: number): number | undefined => {
  const value = header?.trim() ?? ''
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, Number.MAX_SAFE_INTEGER)
  const instantMs = parseHttpDate(value, nowMs)
  return instantMs === undefined ? undefined : Math.max(0, instantMs - nowMs)
}

const parseHttpDate = (value: string, nowMs: number): number | undefined => {
  const parts = forms.map((form) => form.exec(value)?.groups).find((groups) => groups !== undefined)
  if (parts === undefined) return undefined
  const [day, hour, minute, second] = [parts.day, parts.hour, parts.minute, parts.second].map(Number)
  const month = months.indexOf(parts.month?.toLowerCase() ?? '')
  const year = parts.year?.length === 2 ? nearestYear(Number(parts.year), nowMs) : Number(parts.year)
  const instant = new Date(Date.UTC(year, month, day, hour, minute, second))
  const exists = instant.getUTCMonth() === month && instant.getUTCDate() === day && instant.getUTCHours() === hour
  return exists ? instant.getTime() : undefined
}

// Two digits that would lie more than 50 years ahead mean the past (RFC 9110, section 5.6.7).
const nearestYear = (twoDigits: number, nowMs: number): number => {
  const thisYear = new Date(nowMs).getUTCFullYear()
  const year = thisYear - (thisYear % 100) + twoDigits
  return year > thisYear + 50 ? year - 100 : year
}
