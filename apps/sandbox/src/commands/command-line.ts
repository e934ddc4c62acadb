import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'start'; readonly dataDirectory: string | undefined; readonly withSeed: boolean }
  | {
      readonly name: 'seed'
      readonly dataDirectory: string | undefined
      readonly organization: 'first' | 'second' | 'both'
    }

/** A command line that makes no sense; `message` is one line with a hint. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly kind = 'usage'
}

const common = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  'data-dir': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig
const flags: Readonly<Record<'start' | 'seed', ParseArgsOptionsConfig>> = {
  start: { ...common, seed: { type: 'boolean' } },
  seed: { ...common, organization: { type: 'string' } },
}
const organizations = ['first', 'second', 'both'] as const

/** Reads what follows the program's name. Errors with `UsageError`. */
export const readCommandLine = (words: readonly string[]): Command => {
  const isNamed = words[0] !== undefined && !words[0].startsWith('-')
  const name = isNamed ? words[0] : 'start'
  if (name !== 'start' && name !== 'seed') {
    throw new UsageError(`There is no command "${name}"; the commands are start and seed (see --help)`)
  }
  const values = parse(name, isNamed ? words.slice(1) : words)
  if (values.help) return { name: 'help' }
  if (values.version) return { name: 'version' }
  const dataDirectory = values['data-dir']?.toString()
  if (dataDirectory === '') throw new UsageError('--data-dir is empty; it must name a directory')
  if (name === 'start') return { name, dataDirectory, withSeed: values.seed === true }
  const organization = organizations.find((known) => known === (values.organization ?? 'both'))
  if (organization) return { name, dataDirectory, organization }
  throw new UsageError(`--organization is "${values.organization}"; it must be first, second or both`)
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

const parse = (name: keyof typeof flags, words: readonly string[]): Values => {
  try {
    return parseArgs({ args: [...words], options: flags[name], allowPositionals: false }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error)
    const known = Object.keys(flags[name]).map((flag) => `--${flag}`)
    throw new UsageError(`${reason}; the flags of ${name} are ${known.join(', ')}`)
  }
}
