/** A time of the upstream as a `Date`; null when it is absent or not a time. */
export const instant = (time: string | undefined): Date | null => {
  const date = new Date(time ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date
}
