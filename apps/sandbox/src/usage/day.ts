const dayMs = 86_400_000

let last = { number: Number.NaN, text: '' }

/** The UTC day of an instant, `YYYY-MM-DD`. Every call asks for it, and most of them for the same one. */
export const dayOf = (instant: Date): string => {
  const number = Math.floor(instant.getTime() / dayMs)
  if (last.number !== number) last = { number, text: instant.toISOString().slice(0, 10) }
  return last.text
}

/** The UTC day that is `days` after that of an instant. */
export const dayAfter = (instant: Date, days: number): string => dayOf(new Date(instant.getTime() + days * dayMs))

/** The first UTC day that begins at an instant or after it. */
export const dayFrom = (instant: Date): string => dayAfter(new Date(instant.getTime() - 1), 1)
