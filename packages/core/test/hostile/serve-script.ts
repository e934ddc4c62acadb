import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, http, type Step } from './answer.ts'
import type { HostileScript } from './script.ts'

/** A look as the server saw it. */
export interface Seen {
  readonly path: string
  readonly atMs: number
  /** When the answer to it was sent; undefined while it is not. */
  answeredAtMs?: number
}

/** Milliseconds from each answer to the next look, where the answer was over before it. */
export const waitsBetween = (looks: readonly Seen[]): number[] =>
  looks.slice(1).flatMap((look, index) => {
    const answeredAtMs = looks[index]?.answeredAtMs ?? Number.POSITIVE_INFINITY
    return answeredAtMs <= look.atMs ? [look.atMs - answeredAtMs] : []
  })

/** A server that plays a script on a loopback port. */
export interface ScriptServer {
  readonly url: string
  /** The paths of all requests but looks. */
  readonly others: readonly string[]
  readonly looks: readonly Seen[]
  close(): Promise<void>
}

const started = http(202, { executionId: 'e1', resultsUri: '/api/v2/oauth/clients/c1/usage/query/results/e1' })

/** Plays a script, byte by byte on raw connections. `nowMs` is the clock of the script, which runs `timesFaster`. */
export const serveScript = async (
  { start = started, looks: answers }: Pick<HostileScript, 'start' | 'looks'>,
  { nowMs, timesFaster, onLook }: { nowMs: () => number; timesFaster: number; onLook?: (count: number) => void },
): Promise<ScriptServer> => {
  const others: string[] = []
  const looks: Seen[] = []
  const sockets = new Set<Socket>()

  const play = async (socket: Socket, answer: Answer): Promise<void> => {
    const steps: readonly Step[] = typeof answer === 'function' ? answer(nowMs()) : answer
    for (const step of steps) {
      if (socket.destroyed) return
      if ('send' in step) socket.write(step.send)
      else if ('waitMs' in step) await sleep(step.waitMs / timesFaster)
      else if (step.ends === 'close') socket.end()
      else if (step.ends === 'reset') socket.resetAndDestroy()
    }
  }
  const answer = async (socket: Socket, path: string) => {
    if (!path.includes('/results/')) {
      others.push(path)
      return play(socket, start)
    }
    const look: Seen = { path, atMs: nowMs() }
    looks.push(look)
    onLook?.(looks.length)
    await play(socket, answers[Math.min(looks.length, answers.length) - 1] ?? [{ ends: 'reset' }])
    look.answeredAtMs = nowMs()
  }

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // A client that leaves breaks the connection: that is what it should do.
    socket.on('error', () => {})
    let unread = Buffer.alloc(0)
    socket.on('data', (bytes) => {
      unread = Buffer.concat([unread, bytes])
      for (let request = readRequest(unread); request !== undefined; request = readRequest(unread)) {
        unread = unread.subarray(request.length)
        void answer(socket, request.path)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    others,
    looks,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The first request of some bytes, once it is whole. */
const readRequest = (bytes: Buffer): { path: string; length: number } | undefined => {
  const headLength = bytes.indexOf('\r\n\r\n')
  if (headLength < 0) return undefined
  const head = bytes.subarray(0, headLength).toString('latin1')
  const length = headLength + 4 + Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
  return bytes.length < length ? undefined : { path: head.split(' ')[1] ?? '', length }
}
