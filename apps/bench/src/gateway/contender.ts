import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a process used since it began, in microseconds of CPU, and holds, in bytes. */
export interface Usage {
  readonly cpuMicros: number
  readonly rss: number
}

/** A server in a process of its own, whose costs can be read. */
export interface Contender {
  readonly url: string
  readonly process: ChildProcess
  usage(): Promise<Usage>
}

/** The next message of a program; rejects when the program ends instead. */
export const nextMessage = async (child: ChildProcess): Promise<unknown> => {
  const settled = new AbortController()
  const { signal } = settled
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`${child.spawnargs.join(' ')} ended early`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended])
    return message
  } finally {
    ended.catch(() => undefined)
    settled.abort()
  }
}

const asContender = (url: string, child: ChildProcess): Contender => ({
  url,
  process: child,
  usage: async () => {
    const answered = nextMessage(child)
    child.send({ kind: 'usage' })
    const { cpu, rss } = (await answered) as { readonly cpu: NodeJS.CpuUsage; readonly rss: number }
    return { cpuMicros: cpu.user + cpu.system, rss }
  },
})

/** Starts a peer, with flags for Node, which says its port, and tells its usage for every message. */
export const startPeer = async (
  folder: string,
  upstreamUrl: string,
  execArgv: readonly string[] = [],
): Promise<Contender> => {
  const file = fileURLToPath(new URL(`../../gateway-peers/${folder}/main.mjs`, import.meta.url))
  const child = fork(file, [upstreamUrl], { execArgv: [...execArgv], env: { ...process.env, NODE_ENV: 'production' } })
  return asContender(`http://127.0.0.1:${await nextMessage(child)}`, child)
}

/** As its image starts it; but callers of the figures make more calls than the vendor lets a token make. */
const production = {
  NODE_ENV: 'production',
  NODE_COMPILE_CACHE: join(tmpdir(), 'grantstream-bench-compiled'),
  GATEWAY_PORT: '0',
  UPSTREAM_CALLS_PER_MINUTE: '1000000000',
}

/** Starts our gateway by the program that users start, as in production, with flags for Node. */
export const startOurs = async (
  upstreamUrl: string,
  settings: Readonly<Record<string, string>> = {},
  execArgv: readonly string[] = [],
): Promise<Contender> => {
  const child = fork(fileURLToPath(new URL('../../../gateway/src/main.ts', import.meta.url)), [], {
    execArgv: [...execArgv, '--import', fileURLToPath(new URL('tell-usage.mjs', import.meta.url))],
    env: { ...process.env, ...production, UPSTREAM_API_URL: upstreamUrl, ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const { ready } = (await nextMessage(child)) as { readonly ready: string }
  return asContender(ready, child)
}
