import manifest from '../package.json' with { type: 'json' }
import { UsageError } from './commands/command.ts'
import { readCommandLine } from './commands/command-line.ts'
import { commands } from './commands/commands.ts'
import { help } from './commands/help.ts'
import { stopRequest } from './commands/stop-request.ts'
import { misspeltVariables, readConfig } from './config.ts'
import { whyUnavailable } from './store/why-unavailable.ts'

const print = (text: string): void => void process.stdout.write(`${text}\n`)
const remark = (text: string): void => void process.stderr.write(`${text}\n`)

/** Runs what the command line asks for; answers the exit code. A command is loaded only once it is needed. */
const run = async (): Promise<number> => {
  const asked = readCommandLine(process.argv.slice(2))
  if (asked.asks !== 'run') {
    print(asked.asks === 'help' ? help(asked.of) : manifest.version)
    return 0
  }
  const { name, flags, words } = asked
  misspeltVariables(process.env).forEach(remark)
  const config = readConfig(process.env, flags)
  const stopRequested = stopRequest()
  const command = await commands[name].load()
  return command({ config, flags, words, print, remark, stopRequested })
}

/** A refusal in words has a `kind` or is a plain `Error`; anything else is a mistake of ours and tells where. */
const inWords = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const unavailable = 'kind' in error ? undefined : whyUnavailable(error)
  if (unavailable !== undefined) return `The database cannot go on: ${unavailable.split('\n')[0]}`
  return 'kind' in error || error.constructor === Error ? error.message : (error.stack ?? error.message)
}

const exitCodeOf = (error: unknown): number => {
  if (error instanceof UsageError) return 2
  // As shells have it for a program that Ctrl-C ended.
  return error instanceof Error && error.name === 'StoppedError' ? 130 : 1
}

/** The program, from its arguments and variables to its end. */
export const runProgram = async (): Promise<never> => {
  // Whoever reads the beginning of a list alone, as `head` does, breaks nothing.
  process.stdout.on('error', () => undefined)
  try {
    process.exit(await run())
  } catch (error) {
    remark(inWords(error))
    process.exit(exitCodeOf(error))
  }
}
