import { type FlagValues, UsageError } from './command.ts'

/** A flag that is one of some words. Errors with `UsageError`. */
export const readChoice = <const Choice extends string>(
  flags: FlagValues,
  name: string,
  choices: readonly Choice[],
): Choice | undefined => {
  const given = flags[name]
  if (given === undefined) return undefined
  const choice = choices.find((each) => each === given)
  if (choice) return choice
  throw new UsageError(`--${name} is "${given}"; it must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`)
}

/** A flag that is a whole number. Errors with `UsageError`. */
export const readNumber = (
  flags: FlagValues,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined => {
  const given = flags[name]
  if (given === undefined) return undefined
  const number = /^\d{1,10}$/.test(String(given)) ? Number(given) : Number.NaN
  if (number >= least && number <= most) return number
  throw new UsageError(`--${name} is "${given}"; it must be a whole number from ${least} to ${most}`)
}
