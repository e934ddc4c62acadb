import { readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { readCommandLine, UsageError } from './commands/command-line.ts'
import { help } from './commands/help.ts'
import { stopRequest } from './commands/stop-request.ts'
import { readConfig } from './config.ts'

const print = (text: string): void => void process.stdout.write(`${text}\n`)

const version = (): string => JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version

/** Runs what the command line asks for; answers the exit code. The server is loaded only once it is needed. */
const main = async (): Promise<number> => {
  const command = readCommandLine(process.argv.slice(2))
  if (command.name === 'help' || command.name === 'version') {
    print(command.name === 'help' ? help : version())
    return 0
  }

  const environment = readConfig(process.env)
  const config = { ...environment, dataDirectory: command.dataDirectory ?? environment.dataDirectory }
  const stopRequested = stopRequest()
  enableCompileCache()
  if (command.name === 'seed') {
    const { seed } = await import('./commands/seed.ts')
    await Promise.race([seed(config, { ...command, print }), stopRequested])
    return 0
  }
  const { start } = await import('./commands/start.ts')
  // Whoever asks while it still starts does not wait: the embedded Postgres ends with this process.
  const sandbox = await Promise.race([start(config, { ...command, print }), stopRequested])
  if (!sandbox) return 0
  process.send?.({ ready: sandbox.url })
  const isLost = await Promise.race([stopRequested, sandbox.lost.then(() => true)])
  if (isLost) process.stderr.write('The embedded Postgres ended by itself\n')
  await sandbox.stop()
  return isLost ? 1 : 0
}

/** A refusal in words has a `kind` or is a plain `Error`; anything else is a mistake of ours and tells where. */
const inWords = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return 'kind' in error || error.constructor === Error ? error.message : (error.stack ?? error.message)
}

try {
  process.exit(await main())
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`)
  process.exit(error instanceof UsageError ? 2 : 1)
}
