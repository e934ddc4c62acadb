import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Calls to make: how many, and over how many connections at once. */
export interface Load {
  readonly url: string
  /** Called in turn. */
  readonly paths: readonly string[]
  readonly authorization: string
  readonly connections: number
  readonly calls: number
}

/** What came of a load. */
export interface Loaded {
  /** How many answers there were, by their status. */
  readonly statuses: Readonly<Record<number, number>>
  readonly elapsedMs: number
  /** What the load cost the process that made it. */
  readonly cpuMs: number
}

/** A process that makes calls. */
export interface Loader {
  /** Errors when the process ends before its calls do. */
  run(load: Load): Promise<Loaded>
  end(): void
}

export const startLoader = (): Loader => {
  const child: ChildProcess = fork(fileURLToPath(new URL('load-main.ts', import.meta.url)))
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the load ended early')))
  ended.catch(() => undefined)
  return {
    run: async (load) => {
      child.send(load)
      const [loaded] = await Promise.race([once(child, 'message'), ended])
      return loaded as Loaded
    },
    end: () => child.kill(),
  }
}
