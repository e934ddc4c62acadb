import { readCommandLine } from '../src/commands/command-line.ts'
import { commands } from '../src/commands/commands.ts'
import { readConfig } from '../src/config.ts'

/** What a command did: its exit code, or what it errored with, and what it printed. */
export interface CommandRun {
  readonly code: number | string
  readonly printed: string
  readonly remarked: string
}

/** Runs a command in this process, as the program does with these words and variables. */
export const runCommand = async (words: readonly string[], environment: NodeJS.ProcessEnv): Promise<CommandRun> => {
  let [printed, remarked] = ['', '']
  const perform = async (): Promise<number> => {
    const asked = readCommandLine(words)
    if (asked.asks !== 'run') throw new Error(`${asked.asks} is no command`)
    const config = readConfig(environment, asked.flags)
    const run = await commands[asked.name].load()
    return run({
      ...{ config, flags: asked.flags, words: asked.words, stopRequested: new Promise(() => undefined) },
      print: (text) => {
        printed += `${text}\n`
      },
      remark: (text) => {
        remarked += `${text}\n`
      },
    })
  }
  const code = await perform().catch((error: Error) => `${error.name}: ${error.message}`)
  return { code, printed, remarked }
}
