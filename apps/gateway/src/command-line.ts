import { parseArgs } from 'node:util'
import manifest from '../package.json' with { type: 'json' }
import { settings } from './settings/settings.ts'

const introduction = `Usage: node src/main.ts [--help] [--version]

Serves the OAuth API as GraphQL at /graphql; /health tells that it lives, /ready that the upstream can be reached.
Settings are variables of the environment; one that is empty counts as left out.
`

const settingLines = Object.entries(settings).map(
  ([name, { meaning, byDefault, allowed, example }]) =>
    `\n  ${name}=${example}\n    ${meaning}.\n    Must be ${allowed}. Default: ${byDefault}.\n`,
)

const parse = (args: readonly string[]) => {
  try {
    const options = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'V' } } as const
    return parseArgs({ args: [...args], options }).values
  } catch (cause) {
    const [reason] = cause instanceof Error ? cause.message.split('. ') : []
    throw new Error(`${reason} (see --help)`, { cause })
  }
}

/** What to print instead of starting; undefined to start. Errors in one line for an argument that there is not. */
export const readCommandLine = (args: readonly string[]): string | undefined => {
  const values = parse(args)
  if (values.help) return introduction + settingLines.join('')
  if (values.version) return `${manifest.version}\n`
  return undefined
}
