import { parseArgs } from 'node:util'
import { type Command, type FlagValues, UsageError } from './command.ts'
import { type CommandName, commands, commonFlags } from './commands.ts'

/** What the command line asks for. */
export type CommandLine =
  | { readonly asks: 'help'; readonly of: CommandName | undefined }
  | { readonly asks: 'version' }
  | { readonly asks: 'run'; readonly name: CommandName; readonly flags: FlagValues; readonly words: readonly string[] }

/** Reads what follows the program's name; `start` is what it does without a word. Errors with `UsageError`. */
export const readCommandLine = (given: readonly string[]): CommandLine => {
  const [first] = given
  const isNamed = first !== undefined && !first.startsWith('-')
  const name = isNamed ? first : 'start'
  if (!isCommand(name)) {
    const known = Object.keys(commands)
    throw new UsageError(
      `There is no command "${name}"; the commands are ${known.slice(0, -1).join(', ')} and ${known.at(-1)} (see --help)`,
    )
  }
  const { flags, words } = parse(name, isNamed ? given.slice(1) : given)
  if (flags.help) return { asks: 'help', of: isNamed ? name : undefined }
  if (flags.version) return { asks: 'version' }
  return { asks: 'run', name, flags, words }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

const parse = (name: CommandName, args: readonly string[]): { flags: FlagValues; words: string[] } => {
  const { flags: own, wordsMost }: Command = commands[name]
  const options = { ...own, ...commonFlags }
  const { values, positionals, tokens } = parseOrRefuse(name, args, options)
  if (positionals.length > wordsMost)
    throw new UsageError(`${name} does not take "${positionals[wordsMost]}" (see --help)`)
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))
  const twice = given.find((flag, index) => given.indexOf(flag) < index)
  if (twice !== undefined) throw new UsageError(`--${twice} is given twice`)
  const empty = Object.keys(values).find((flag) => values[flag] === '')
  if (empty !== undefined) throw new UsageError(`--${empty} is empty; it needs a value`)
  return { flags: values as FlagValues, words: positionals }
}

const parseOrRefuse = (name: CommandName, args: readonly string[], options: Command['flags']) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error)
    const known = Object.keys(options).map((flag) => `--${flag}`)
    throw new UsageError(`${reason}; the flags of ${name} are ${known.join(', ')}`)
  }
}
