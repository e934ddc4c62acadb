import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, vi } from 'vitest'
import { listen } from './listen.ts'
import { watchSilentConnections } from './silent-connections.ts'

it('does not hold up the end of a gateway, although nothing was ever asked on a connection', async () => {
  const gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: 'http://127.0.0.1:9' })
  const silent = connect(Number(new URL(gateway.url).port), '127.0.0.1')
  await once(silent, 'connect')

  // Far longer than this test may take.
  await gateway.close(600_000)

  silent.destroy()
})

it('lets a request finish that has begun to arrive on a connection', async () => {
  const server = createServer((_request, response) => response.end())
  const closeSilent = watchSilentConnections(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const accepting = once(server, 'connection')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: gateway\r\n')
  const [accepted]: Socket[] = await accepting
  await vi.waitFor(() => expect(accepted?.bytesRead).toBeGreaterThan(0))

  closeSilent()

  socket.write('Connection: close\r\n\r\n')
  expect(await text(socket)).toMatch(/^HTTP\/1.1 200 /)
  server.close()
})
