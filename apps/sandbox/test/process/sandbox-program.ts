import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Credentials } from '../../src/settings.ts'
import { type Program, startProgram } from './start-program.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** Runs the sandbox's program on a free port, in a working directory of its own. */
export const startMain = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Program =>
  startProgram(new URL('../../src/main.ts', import.meta.url), {
    args,
    env: { SANDBOX_PORT: '0', ...env },
    cwd: temporaryDirectory(),
  })

/** The address, once it listens. Errors with what the program complained of when it ends before. */
export const readyUrl = async ({ child, printed, exited }: Program): Promise<string> => {
  const [message] = await Promise.race([once(child, 'message'), exited.then(() => [])])
  if (!message) throw new Error(`It ended before it listened: ${printed.stderr}`)
  return Object(message).ready
}

/** The process of the embedded Postgres. */
export const serverPid = (directory: string): number =>
  Number(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')[0])

/** The admin clients whose secrets were shown. */
export const madeClients = ({ printed }: Program): Credentials[] =>
  [...printed.stdout.matchAll(/client id +(\S+)\n +client secret +(\S+)/g)].map(
    ([, clientId = '', clientSecret = '']) => ({
      clientId,
      clientSecret,
    }),
  )
