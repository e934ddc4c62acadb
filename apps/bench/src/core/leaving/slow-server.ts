import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where in an exchange its reader leaves. */
export type Stage = 'before headers' | 'mid-body'

/** One exchange as the server sees it. */
export interface SlowExchange {
  /** Resolves when the exchange has come to its stage. */
  readonly begun: Promise<void>
  /** Resolves with the instant, by `performance.now`, at which its connection closed. */
  readonly closed: Promise<number>
}

const pieces = 60
const everyMs = 10

/**
 * A server that keeps its readers waiting: it says nothing for a second, or sends a body for 600 ms. `next` gives the
 * exchange that comes next.
 */
export const createSlowServer = async (stage: Stage) => {
  const waiting: { begin: () => void; close: (atMs: number) => void }[] = []
  const server = createServer((_, response) => {
    const exchange = waiting.shift()
    const timers: NodeJS.Timeout[] = []
    response.once('close', () => {
      for (const timer of timers) clearTimeout(timer)
      exchange?.close(performance.now())
    })
    if (stage === 'before headers') {
      timers.push(setTimeout(() => response.end('{}'), 1000))
      exchange?.begin()
      return
    }
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":"c1"')
    for (let piece = 1; piece < pieces; piece++) timers.push(setTimeout(() => response.write(' '), piece * everyMs))
    timers.push(setTimeout(() => response.end('}'), pieces * everyMs))
    timers.push(setTimeout(() => exchange?.begin(), 3 * everyMs))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const next = (): SlowExchange => {
    const begun = Promise.withResolvers<void>()
    const closed = Promise.withResolvers<number>()
    waiting.push({ begin: begun.resolve, close: closed.resolve })
    return { begun: begun.promise, closed: closed.promise }
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
