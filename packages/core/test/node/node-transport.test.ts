import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer, type Socket } from 'node:net'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { firstValueFrom, lastValueFrom, type Observable, Subject } from 'rxjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bearerToken, createOAuthApi, isUnsent } from '../../src/index.ts'
import { createNodeTransport, type NodeTransportOptions } from '../../src/node/index.ts'
import { heapInUse } from '../polling/collect-garbage.ts'
import { listen } from '../sockets/listen.ts'

const apiAt = (apiUrl: string, options?: NodeTransportOptions) => {
  const transport = createNodeTransport(options)
  onTestFinished(() => transport.close())
  return { transport, api: createOAuthApi({ apiUrl, auth: bearerToken('t1'), transport, retries: 0 }) }
}
const failure = (source: Observable<unknown>) =>
  lastValueFrom(source).then(
    () => undefined,
    (error: unknown) => error,
  )
const json = { 'content-type': 'application/json', 'content-length': '1000' }
const stages: [string, (response: ServerResponse) => void][] = [
  ['before the headers', () => {}],
  ['between the headers and the body', (response) => void response.writeHead(200, json).flushHeaders()],
  ['in the body', (response) => void response.writeHead(200, json).write('{"id":')],
]

describe('createNodeTransport', () => {
  it('sends what it is given and reads the whole answer', async () => {
    const seen: unknown[] = []
    const { url } = await listen(async (request, response) => {
      const chunks = await request.toArray()
      const { authorization, accept } = request.headers
      seen.push([request.method, request.url, authorization, accept, Buffer.concat(chunks).toString()])
      response.writeHead(200, { 'ININ-Correlation-Id': 'c-1' }).write('\ufeff{"id":')
      setTimeout(() => response.end('"ä"}'), 5)
    })
    const { api } = apiAt(url)

    const { value, correlationId, headers } = await firstValueFrom(
      api.withResponse.putOauthClient('c 1', { name: 'é', authorizedGrantType: 'CODE' }),
    )

    expect({ value, correlationId }).toEqual({ value: { id: 'ä' }, correlationId: 'c-1' })
    expect([headers.get('inin-CORRELATION-id'), headers.get('constructor')]).toEqual(['c-1', null])
    expect(seen).toEqual([
      [
        'PUT',
        '/api/v2/oauth/clients/c%201',
        'Bearer t1',
        'application/json',
        '{"name":"é","authorizedGrantType":"CODE"}',
      ],
    ])
  })

  it.each(stages)('closes the socket when it is unsubscribed %s', async (_, begin) => {
    const arrived = new Subject<ServerResponse>()
    const begun = firstValueFrom(arrived)
    const { url } = await listen((__, response) => {
      begin(response)
      arrived.next(response)
    })
    const seen: unknown[] = []

    const reading = apiAt(url)
      .api.getOauthClient('c1')
      .subscribe({ next: (value) => seen.push(value), error: (error) => seen.push(error) })
    const response = await begun
    await new Promise((resolve) => setTimeout(resolve, 20))
    const closed = once(response, 'close')
    reading.unsubscribe()
    await closed

    expect(response.writableFinished).toBe(false)
    expect(seen).toEqual([])
  })

  it('never sends a request that was left while it waited for a socket', async () => {
    const paths: (string | undefined)[] = []
    const waiting: ServerResponse[] = []
    const { url } = await listen((request, response) => {
      paths.push(request.url)
      waiting.push(response)
    })
    const { api } = apiAt(url, { connections: 1 })

    const first = firstValueFrom(api.getOauthClient('c1'))
    await expect.poll(() => waiting.length).toBe(1)
    api.getOauthClient('c2').subscribe().unsubscribe()
    const third = firstValueFrom(api.getOauthClient('c3'))
    waiting[0]?.end('{}')
    await first
    await expect.poll(() => waiting.length).toBe(2)
    waiting[1]?.end('{}')
    await third

    expect(paths).toEqual(['/api/v2/oauth/clients/c1', '/api/v2/oauth/clients/c3'])
  })

  it('uses its sockets again, and no more of them than it may', async () => {
    const ports = new Set<number | undefined>()
    const { url } = await listen((request, response) => {
      ports.add(request.socket.remotePort)
      setTimeout(() => response.end('{}'), 2)
    })
    const { api } = apiAt(url, { connections: 2 })

    await Promise.all(Array.from({ length: 20 }, (_, n) => firstValueFrom(api.getOauthClient(`c${n}`))))

    expect(ports.size).toBe(2)
  })

  it('keeps an idle socket for no longer than it may, though the server would for a minute', async () => {
    const arrived = new Subject<Socket>()
    const used = firstValueFrom(arrived)
    const { url } = await listen((request, response) => {
      arrived.next(request.socket)
      response.writeHead(200, { 'keep-alive': 'timeout=60' }).end('{}')
    })

    await firstValueFrom(apiAt(url, { keepAliveTimeoutMs: 100 }).api.getOauthClient('c1'))
    const socket = await used

    await expect.poll(() => socket.destroyed, { timeout: 4000 }).toBe(true)
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('unpacks a body in %s', async (encoding, pack) => {
    const { url } = await listen((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(pack('{"id":"c1"}'))
    })

    expect(await firstValueFrom(apiAt(url).api.getOauthClient('c1'))).toEqual({ id: 'c1' })
  })

  it.each<[string, (response: ServerResponse) => void]>([
    ['is cut off', (response) => response.writeHead(200, json).write('{"id":"c1"}', () => response.socket?.end())],
    ['is packed wrongly', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"id":"c1"}')],
    ['never comes, for a reset', (response) => response.socket?.resetAndDestroy()],
  ])('errors for an answer that %s', async (_, answer) => {
    const { url } = await listen((__, response) => answer(response))

    const error = await failure(apiAt(url).api.getOauthClient('c1'))

    expect([error, isUnsent(error)]).toMatchObject([{ kind: 'network' }, false])
  })

  it.each<[string, (response: ServerResponse) => void]>([
    ['is', (response) => response.end(`{"id":"${'x'.repeat(2000)}"}`)],
    [
      'never ends, as one',
      (response) => {
        const writing = setInterval(() => response.write('x'.repeat(400)), 1)
        response.once('close', () => clearInterval(writing))
      },
    ],
    [
      'unpacks to one',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(`"${'x'.repeat(2000)}"`)),
    ],
  ])('ends with an error where a body %s of more bytes than it may have', async (_, answer) => {
    const { url } = await listen((__, response) => answer(response))

    const error = await failure(apiAt(url, { maxResponseBytes: 1000 }).api.getOauthClient('c1'))

    expect(error).toMatchObject({ kind: 'network', cause: { code: expect.stringMatching(/EXCEEDED|TOO_LARGE/) } })
  })

  it('reads a body of thousands of pieces in their order', async () => {
    const id = Array.from({ length: 999 }, (_, n) => n).join('-')
    const { url } = await listen((_, response) => {
      for (const letter of JSON.stringify({ id })) response.write(letter)
      response.end()
    })

    expect(await firstValueFrom(apiAt(url).api.getOauthClient('c1'))).toEqual({ id })
  })

  it('holds a body that comes byte by byte in little more memory than its bytes', async () => {
    const pieces = '1\r\na\r\n'.repeat(1000)
    const { url } = await listen(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
      for (let written = 0; written < 300; written++) socket.write(pieces)
    })
    const connected = new Promise<{ socket: Socket }>((resolve) => {
      const told = (message: unknown) => resolve(message as { socket: Socket })
      subscribe('undici:client:connected', told)
      onTestFinished(() => void unsubscribe('undici:client:connected', told))
    })
    const before = heapInUse()

    const reading = apiAt(url).api.getOauthClient('c1').subscribe()
    const { socket } = await connected
    await expect.poll(() => socket.bytesRead, { timeout: 20_000 }).toBeGreaterThan(300 * pieces.length)
    const held = heapInUse() - before
    reading.unsubscribe()

    expect(held).toBeLessThan(10_000_000)
  })

  it('tells that nothing was sent when nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    server.close()
    await once(server, 'close')
    const port = typeof address === 'object' ? address?.port : undefined

    const error = await failure(apiAt(`http://127.0.0.1:${port}`).api.getOauthClients())

    expect([error, isUnsent(error)]).toMatchObject([{ kind: 'network' }, true])
  })

  it('follows no redirect', async () => {
    const { url } = await listen((_, response) => response.writeHead(307, { location: '/elsewhere' }).end())

    expect(await failure(apiAt(url).api.getOauthClients())).toMatchObject({ kind: 'http', status: 307 })
  })

  it('lets requests under way end when it is closed, and takes no more', async () => {
    const { url } = await listen((_, response) => setTimeout(() => response.end('{"id":"c1"}'), 20))
    const { api, transport } = apiAt(url)

    const reading = firstValueFrom(api.getOauthClient('c1'))
    await transport.close()

    expect(await reading).toEqual({ id: 'c1' })
    expect(await failure(api.getOauthClient('c1'))).toMatchObject({ kind: 'network' })
  })

  it.each<[string, object]>([
    ['connections: number given, but a whole number from 1 is needed', { connections: 0 }],
    ['keepAliveTimeoutMs: string given, but a number of milliseconds', { keepAliveTimeoutMs: '4' }],
    ['connectTimeoutMs: number given, but a number of milliseconds', { connectTimeoutMs: -1 }],
  ])('says "%s"', (message, options) => {
    expect(() => createNodeTransport(options)).toThrow(message)
  })
})
