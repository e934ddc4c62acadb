const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

// The rows of a large result bear few different times, mostly in a row.
let lastTime: string | undefined
let lastInstant: string | null = null

/** A time of the upstream in UTC, as it came when it came so; null when it is absent or not a time. */
export const instant = (time: string | undefined): string | null => {
  if (time !== lastTime) {
    lastInstant = read(time)
    lastTime = time
  }
  return lastInstant
}

const read = (time: unknown): string | null => {
  if (typeof time !== 'string') return null
  const instantMs = Date.parse(time)
  if (Number.isNaN(instantMs)) return null
  return canonical.test(time) ? time : new Date(instantMs).toISOString()
}
