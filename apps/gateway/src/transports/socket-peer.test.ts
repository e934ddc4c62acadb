import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createBacklog } from './backlog.ts'
import { createSocketPeer } from './socket-peer.ts'

let server: WebSocketServer
let client: WebSocket
let socket: WebSocket
const backlog = createBacklog({ limit: 1_000_000_000, patienceMs: 1000 })

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
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
})
