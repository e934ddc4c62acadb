import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createBacklog } from './backlog.ts'
import { createSocketPeer } from './socket-peer.ts'

let server: WebSocketServer
let client: WebSocket
let socket: WebSocket
const backlog = createBacklog({ limit: 1_000_000_000, patienceMs: 1000 })

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: false })
  await once(server, 'listening')
  const connected = once(server, 'connection')
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await once(client, 'open')
  ;[socket] = await connected
})
afterEach(async () => {
  client.terminate()
  server.close()
  await once(server, 'close')
})

const serve = (settings: { pingMs?: number; writeDeadlineMs?: number }) => {
  const told: string[] = []
  const onStalled = () => told.push('stalled')
  const peer = createSocketPeer(socket, { pingMs: 60_000, writeDeadlineMs: 60_000, backlog, onStalled, ...settings })
  socket.once('close', peer.leave)
  return { peer, told }
}
const large = 'x'.repeat(20_000_000)

describe('the peer of a WebSocket', () => {
  it('is let go when it takes no message within the deadline, and what waits for it is forgotten', async () => {
    const { peer, told } = serve({ writeDeadlineMs: 200 })
    client.pause()

    const sent = peer.send(large)
    const waiting = backlog.length
    await once(socket, 'close')

    await sent
    expect([waiting, told, backlog.length]).toEqual([large.length, ['stalled'], 0])
  })

  it('stays while it takes its messages and answers the pings', async () => {
    const { peer, told } = serve({ pingMs: 20 })
    for (let ping = 0; ping < 5; ping++) await once(client, 'ping')

    await peer.send('one')

    expect([socket.readyState, told, backlog.length]).toEqual([WebSocket.OPEN, [], 0])
  })

  it('is let go when it leaves a ping without its pong', async () => {
    serve({ pingMs: 50 })
    client.pause()

    const [code] = await once(socket, 'close')

    expect(code).toBe(1006)
  })

  it.each([
    ['messages', () => client.send('x'.repeat(100_000)), 'message'],
    ['pongs', () => client.ping('x'.repeat(125)), 'pong'],
  ])(
    'that asks for %s and reads none is heard no further until it does, and gets all of them then',
    async (_what, askOnce, told) => {
      const { peer } = serve({})
      socket.on('message', (message) => void peer.send(String(message)))
      let most = 0
      for (const kind of ['message', 'ping']) socket.on(kind, () => (most = Math.max(most, backlog.length)))
      let got = 0
      client.on(told, () => (got += 1))
      client.pause()

      const asked = told === 'message' ? 400 : 100_000
      for (let times = 0; times < asked; times++) askOnce()
      await vi.waitFor(() => expect(socket.isPaused).toBe(true), 10_000)
      client.resume()

      await vi.waitFor(() => expect(got).toBe(asked), 20_000)
      expect(most).toBeLessThan(1_000_000)
      expect([socket.isPaused, backlog.length]).toEqual([false, 0])
    },
  )
})
