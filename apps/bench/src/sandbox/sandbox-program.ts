import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The admin of the first organisation in every sandbox that is measured. */
export const admin = {
  clientId: '0f7b1c52-6f0e-4c0a-9a51-3d3f3c2a7e01',
  clientSecret: 'measured-with-this-secret',
} as const

/** The sandbox's program in a process of its own. */
export interface SandboxProgram {
  readonly url: string
  readonly pid: number
  /** Milliseconds from the start of the process to the moment that it listened. */
  readonly readyMs: number
  /** Settles when it has ended. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

const main = fileURLToPath(new URL('../../../sandbox/src/main.ts', import.meta.url))

/**
 * Starts the program on a data directory: with its defaults, but no delay of executions and no limit that a load would
 * meet. Errors when it gives up.
 */
export const startSandboxProgram = async (
  dataDirectory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<SandboxProgram> => {
  const began = performance.now()
  const child: ChildProcess = spawn(process.execPath, [main, 'start', '--data-dir', dataDirectory], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      SANDBOX_PORT: '0',
      SANDBOX_ADMIN_CLIENT_ID: admin.clientId,
      SANDBOX_ADMIN_CLIENT_SECRET: admin.clientSecret,
      SANDBOX_TOKEN_PER_MINUTE: '2000000000',
      SANDBOX_USAGE_DELAY_MS: '0',
      ...settings,
    },
  })
  const exited = once(child, 'exit')
  const [message] = await Promise.race([once(child, 'message'), exited.then(() => [])])
  if (!message) throw new Error('the sandbox did not start')
  return {
    url: (message as { ready: string }).ready,
    pid: child.pid ?? 0,
    readyMs: performance.now() - began,
    end: async (signal = 'SIGTERM') => {
      child.kill(signal)
      await exited
    },
  }
}
