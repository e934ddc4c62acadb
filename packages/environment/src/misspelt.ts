/** A variable of a program by its look that is none, and the one that was meant. */
export interface Misspelt {
  readonly name: string
  readonly meant: string
}

/** Variables with one of the prefixes whose names are one or two slips of the pen away from a known one. */
export const misspelt = (
  environment: Readonly<Record<string, unknown>>,
  { known, prefixes }: { readonly known: readonly string[]; readonly prefixes: readonly string[] },
): Misspelt[] =>
  Object.keys(environment)
    .filter((name) => prefixes.some((prefix) => name.toUpperCase().startsWith(prefix)) && !known.includes(name))
    .flatMap((name) => {
      const meant = known.find((each) => slips(name.toUpperCase(), each) <= 2)
      return meant ? [{ name, meant }] : []
    })

/** Letters to add, take away, change or swap with a neighbour to come from one word to the other. */
const slips = (from: string, to: string): number => {
  let before: number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[to.length] ?? 0
}
