import { execFile } from 'node:child_process'
import type { ServerUser } from './server-user.ts'

/** What Postgres' programs see of our environment: no `PG...` variable, and messages in English, which we read. */
export const serverEnvironment: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C' }

/** Runs a program to its end, or to ours, as the server's user; emits its exit and what it said, and never rejects. */
export const runAs = (
  user: ServerUser | undefined,
  program: string,
  programArguments: readonly string[],
): Promise<{ succeeded: boolean; output: string }> =>
  new Promise((resolve) => {
    const options = { ...user, cwd: '/', env: serverEnvironment }
    const child = execFile(program, [...programArguments], options, (error, stdout, stderr) => {
      process.off('exit', end)
      resolve({ succeeded: !error, output: `${stderr}\n${stdout}`.trim() || (error?.message ?? '') })
    })
    const end = (): void => void child.kill()
    process.prependOnceListener('exit', end)
  })
