import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './initialize-cluster.ts'
import { serverEnvironment } from './run-as.ts'

/** A server process of ours that accepts connections. */
export interface Server {
  readonly pid: number
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Ends every connection and shuts down, within 5 s or the hard way. Settles when the process has ended. */
  stop(): Promise<void>
  /** The hard way at once: the data would need to be recovered. Settles when the process has ended. */
  abandon(): Promise<void>
}

/** What a server said before it gave up. */
export interface Refusal {
  readonly refusal: string
}

// The watcher holds our end of the pipe; its closing is the one sign of our death that also a SIGKILL gives.
const withWatcher = '( ( cat <&3; kill -INT $$ ) >/dev/null 2>&1 & ) 3<&0; exec "$@" </dev/null'

const readyWithinMs = 60_000
const fastShutdownMs = 5000

/**
 * Starts a server on an initialized data directory. It ends with this process, SIGKILL included, and is out of reach
 * of the terminal's Ctrl-C, so that work in flight can be finished first. Settles when it is ready or has given up.
 */
export const startServer = async (cluster: Cluster, port: number): Promise<Server | Refusal> => {
  const child = spawn('/bin/sh', ['-c', withWatcher, 'sh', cluster.binaries.postgres, ...settings(cluster, port)], {
    ...cluster.user,
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
    cwd: '/',
    env: serverEnvironment,
  })
  const ended = hasEnded(child)
  const refusal = await untilReady(child, ended)
  if (refusal !== undefined) {
    child.stdin?.destroy()
    return { refusal }
  }
  release(child)
  const abandon = () => stop(child, ended, 'SIGQUIT')
  return { pid: child.pid ?? 0, ended, abandon, stop: () => stop(child, ended, 'SIGINT') }
}

const settings = ({ directory, isThrowAway }: Cluster, port: number): string[] => [
  ...['-D', directory, '-p', String(port)],
  ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  // Beside its data, with which it goes, whatever ends the server.
  ...['-c', 'dynamic_shared_memory_type=mmap'],
  // Else it waits for the disk a thousand times after a kill, once for each file; which takes seconds while others write.
  ...(process.platform === 'linux' ? ['-c', 'recovery_init_sync_method=syncfs'] : []),
  ...(isThrowAway ? forgetful.flatMap((setting) => ['-c', setting]) : []),
]

const forgetful = [
  ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  // Nobody follows its log, which may be in memory.
  ...['wal_level=minimal', 'max_wal_senders=0', 'max_wal_size=64MB'],
]

const hasEnded = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })

const untilReady = async (child: ChildProcess, ended: Promise<void>): Promise<string | undefined> => {
  let said = ''
  const isReady = new Promise<true>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-8000)
      if (said.includes('ready to accept connections')) resolve(true)
    })
  })
  const patience = new AbortController()
  const tooLate = sleep(readyWithinMs, undefined, { signal: patience.signal }).catch(() => undefined)
  const won = await Promise.race([isReady, ended, tooLate])
  patience.abort()
  if (won) {
    child.stderr?.removeAllListeners('data').resume()
    return undefined
  }
  if (child.exitCode === null && child.pid) child.kill('SIGQUIT')
  await (child.stderr?.readableEnded === false && child.pid ? once(child.stderr, 'close') : undefined)
  return said
}

/** Neither the server nor its pipes keep this process alive: a process that ends takes its server along. */
const release = (child: ChildProcess): void => {
  child.unref()
  for (const pipe of [child.stdin, child.stderr]) {
    if (pipe && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref()
  }
  // The pipe breaks when the server ends by itself; `ended` tells of it.
  child.stdin?.on('error', () => undefined)
}

const stop = async (child: ChildProcess, ended: Promise<void>, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> => {
  child.ref()
  const impatience = setTimeout(() => child.kill('SIGQUIT'), fastShutdownMs)
  child.kill(signal)
  await ended
  clearTimeout(impatience)
  child.stdin?.destroy()
}
