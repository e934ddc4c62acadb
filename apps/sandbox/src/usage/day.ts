const dayMs = 86_400_000

/** The UTC day of an instant, `YYYY-MM-DD`. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)

/** The UTC day that is `days` after that of an instant. */
export const dayAfter = (instant: Date, days: number): string => dayOf(new Date(instant.getTime() + days * dayMs))

/** The first UTC day that begins at an instant or after it. */
export const dayFrom = (instant: Date): string => dayAfter(new Date(instant.getTime() - 1), 1)
