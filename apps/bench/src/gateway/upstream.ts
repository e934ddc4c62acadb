import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nextMessage } from './contender.ts'

/** The upstream of the figures. */
export interface Upstream {
  readonly url: string
  /** How often it was called since it was last asked, by path. */
  calls(): Promise<Readonly<Record<string, number>>>
  /** Lets the executions that wait be complete from now on. */
  finishUsage(): Promise<void>
  /** When each execution that waits was first told to be complete, in milliseconds since 1970, by its id. */
  completedAtMs(): Promise<Readonly<Record<string, number>>>
  stop(): void
}

export const startUpstream = async (): Promise<Upstream> => {
  const child = fork(fileURLToPath(new URL('upstream-main.ts', import.meta.url)))
  const port = await nextMessage(child)
  const tell = async (kind: string) => {
    const answered = nextMessage(child)
    child.send({ kind })
    return (await answered) as Record<string, number>
  }
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => tell('calls'),
    finishUsage: async () => void (await tell('finish-usage')),
    completedAtMs: () => tell('completed'),
    stop: () => child.kill(),
  }
}
