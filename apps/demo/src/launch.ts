import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** An app of Grantstream, running as a process of its own. */
export interface RunningApp {
  readonly name: string
  readonly url: string
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<void>
  /** Asks the process to end and resolves when it has; kills it when it does not within `stopTimeoutMs`. */
  stop(): Promise<void>
}

export interface LaunchOptions {
  readonly name: 'sandbox' | 'gateway'
  readonly args?: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const stopTimeoutMs = 8_000

/**
 * Starts an app and resolves once it listens. Rejects with what it said on standard error when it ends before that. The
 * app ends with this process, however that ends: it watches the channel between the two.
 */
export const launch = async ({ name, args = [], environment }: LaunchOptions): Promise<RunningApp> => {
  const entry = fileURLToPath(new URL(`../../${name}/src/main.ts`, import.meta.url))
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const ended = once(child, 'exit').then(() => undefined)
  const complaint = collect(child)

  const url = await Promise.race([readyUrl(child), ended])
  if (!url) throw new Error(complaint() || `${name} ended before it was ready`)
  child.stderr?.pipe(process.stderr)
  return { name, url, ended, stop: () => stop(child, ended) }
}

const readyUrl = async (child: ChildProcess): Promise<string> => {
  for (;;) {
    const [message] = (await once(child, 'message')) as [{ ready?: string }]
    if (message.ready) return message.ready
  }
}

const collect = (child: ChildProcess): (() => string) => {
  let said = ''
  const hear = (text: Buffer) => {
    said += text
  }
  child.stderr?.on('data', hear)
  child.once('message', () => child.stderr?.off('data', hear))
  return () => said.trim()
}

const stop = async (child: ChildProcess, ended: Promise<void>): Promise<void> => {
  child.kill('SIGTERM')
  const deadline = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
  await ended
  clearTimeout(deadline)
}
