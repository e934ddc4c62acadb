import { EventEmitter, once } from 'node:events'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'

export interface Visit {
  readonly port: number
  readonly token: string
  readonly query: string
  /** How much of the answer the visitor waits for, in pieces; 0 goes before anything came. */
  readonly pieces: number
  /** Milliseconds that the visitor then still stays. */
  readonly stayMs: number
}

// Some answers never come.
const longestMs = 400

/** Counts what comes in; resolves when it is enough, when no more will come, or when it takes too long. */
const createPatience = ({ pieces, stayMs }: Visit) => {
  const door = new EventEmitter()
  let come = 0
  return {
    came: () => ++come >= pieces && door.emit('open'),
    over: () => door.emit('open'),
    wait: async () => {
      const tired = AbortSignal.timeout(longestMs)
      if (pieces > 0) await once(door, 'open', { signal: tired }).catch(() => undefined)
      await sleep(stayMs)
    },
  }
}

/** Sends an operation by HTTP, as who would take its stream, and destroys the connection. */
export const leaveHttp = async (visit: Visit): Promise<void> => {
  const { port, token, query } = visit
  const patience = createPatience(visit)
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'text/event-stream, application/json',
  }
  const sent = request({ host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers, agent: false })
  sent.on('error', patience.over)
  sent.on('response', (response) => {
    response.on('error', () => undefined)
    response.on('data', patience.came)
    response.on('close', patience.over)
  })
  sent.end(JSON.stringify({ query }))
  await patience.wait()
  sent.destroy()
}

/** Sends an operation by WebSocket, then completes it, closes the socket or pulls its plug. */
export const leaveSocket = async (visit: Visit, how: 'complete' | 'close' | 'terminate'): Promise<void> => {
  const { port, token, query } = visit
  const patience = createPatience(visit)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws')
  const gone = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', patience.over)
  socket.on('close', patience.over)
  const send = (message: object) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(message))
  socket.once('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }))
  // The first message is the acknowledgement.
  socket.once('message', () => send({ type: 'subscribe', id: '1', payload: { query } }))
  socket.on('message', patience.came)
  await patience.wait()
  if (how === 'complete') send({ type: 'complete', id: '1' })
  if (how === 'terminate') socket.terminate()
  else socket.close()
  await gone
}
