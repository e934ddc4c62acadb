import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export interface RunningCommand {
  readonly child: ChildProcess
  /** What it wrote on standard output so far. */
  readonly said: () => string
  /** What came of it, once it has ended by itself or by a signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>
}

/** Runs the gateway's command as a process of its own, with nothing of this one's environment. */
export const runCommand = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): RunningCommand => {
  // The cache that the command uses, from its first file on: a third of a start, of which tests need many.
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'), ...environment }
  const child = fork(main, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  // Not `close`: a child whose channel the parent has disconnected does not emit it.
  const ended = Promise.all([once(child, 'exit'), stdout.done, stderr.done]).then(([[code]]) => ({
    code,
    stdout: stdout.said(),
    stderr: stderr.said(),
  }))
  return { child, ended, said: stdout.said }
}

/** Runs the command and resolves with its address once it listens. Rejects with what it said when it does not. */
export const startCommand = async (
  environment: NodeJS.ProcessEnv,
): Promise<RunningCommand & { readonly url: string }> => {
  const { child, ended, said } = runCommand([], { GATEWAY_PORT: '0', GATEWAY_DRAIN_MS: '800', ...environment })
  const refused = ended.then(({ stderr }) => Promise.reject(new Error(stderr)))
  const [{ ready: url }] = (await Promise.race([once(child, 'message'), refused])) as [{ ready: string }]
  return { child, ended, said, url }
}

const collect = (stream: Readable | null) => {
  let said = ''
  stream?.setEncoding('utf8').on('data', (chunk) => {
    said += chunk
  })
  return { said: () => said, done: stream ? once(stream, 'end') : Promise.resolve() }
}
