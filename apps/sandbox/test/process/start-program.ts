import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** A program of ours in a process of its own. */
export interface Program {
  readonly child: ChildProcess
  /** What it has printed so far. */
  readonly printed: { stdout: string; stderr: string }
  /** Settles with the exit code when the program has ended and its pipes are closed; null after a signal. */
  readonly exited: Promise<number | null>
}

/** Runs a TypeScript file beside or below the given URL; a test that ends before it does ends it too. */
export const startProgram = (
  file: URL,
  options: { args?: readonly string[]; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Program => {
  const child = spawn(process.execPath, [fileURLToPath(file), ...(options.args ?? [])], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, ...options.env },
    cwd: options.cwd,
  })
  const printed = { stdout: '', stderr: '' }
  const allPrinted = (['stdout', 'stderr'] as const).map(async (name) => {
    for await (const text of child[name]?.setEncoding('utf8') ?? []) printed[name] += text
  })
  // Not `close` of the child: it does not come after the channel was disconnected from this side.
  const exited = Promise.all([once(child, 'exit'), ...allPrinted]).then(([[code]]) => code as number | null)
  onTestFinished(async () => {
    child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), 8000)
    await exited
    clearTimeout(impatience)
  })
  return { child, printed, exited }
}

/** Looks every 5 ms until there is something to see; errors after `withinMs`. */
export const eventually = async <T>(look: () => T | undefined | false, withinMs = 10_000): Promise<T> => {
  const deadline = Date.now() + withinMs
  for (;;) {
    const seen = look()
    if (seen !== undefined && seen !== false) return seen
    if (Date.now() > deadline) throw new Error(`Not seen within ${withinMs} ms: ${look}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** True while a process of that number runs; one that is dead and was not reaped does not count. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const status = process.platform === 'linux' ? readFileSync(`/proc/${pid}/stat`, { encoding: 'utf8' }) : ''
  return !status.includes(') Z ')
}
