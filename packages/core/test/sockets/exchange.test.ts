import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { config, firstValueFrom, lastValueFrom, type Observable, Subject } from 'rxjs'
import { expect, it, onTestFinished } from 'vitest'
import {
  bearerToken,
  createOAuthApi,
  HttpError,
  MalformedAnswerError,
  NetworkError,
  TimeoutError,
} from '../../src/index.ts'
import { listen } from './listen.ts'

const apiAt = (apiUrl: string, timeoutMs?: number) =>
  createOAuthApi({ apiUrl, auth: bearerToken('t1'), timeoutMs, retries: 0 })
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

it.each(stages)('closes the connection when it is unsubscribed %s', async (_, begin) => {
  const arrived = new Subject<ServerResponse>()
  const begun = firstValueFrom(arrived)
  const { url } = await listen((__, response) => {
    begin(response)
    arrived.next(response)
  })
  const seen: unknown[] = []

  const reading = apiAt(url)
    .getOauthClient('c1')
    .subscribe({ next: (value) => seen.push(value), error: (error) => seen.push(error) })
  const response = await begun
  await new Promise((resolve) => setTimeout(resolve, 30))
  const closed = once(response, 'close')
  reading.unsubscribe()
  await closed

  expect(response.writableFinished).toBe(false)
  expect(seen).toEqual([])
})

it.each(stages)('closes the connection when the time is up %s', async (_, begin) => {
  const closed = new Subject<boolean>()
  const finished = firstValueFrom(closed)
  const { url } = await listen((__, response) => {
    response.once('close', () => closed.next(response.writableFinished))
    begin(response)
  })

  const error = await failure(apiAt(url, 60).getOauthClient('c1'))

  expect(error).toEqual(new TimeoutError('getOauthClient', 60))
  expect(await finished).toBe(false)
})

it('leaves the connection alone after the answer, so that later calls use it again', async () => {
  const ports = new Set<number | undefined>()
  const { url } = await listen((request, response) => {
    ports.add(request.socket.remotePort)
    response.setHeader('content-type', 'application/json').end('{}')
  })
  const api = apiAt(url)

  for (const _ of Array(10)) await lastValueFrom(api.getOauthClients())

  expect(ports.size).toBeLessThan(5)
})

it('errors for a body that is cut off', async () => {
  const { url } = await listen((_, response) => {
    response.writeHead(200, json).write('{"id":"c1"}', () => response.socket?.end())
  })

  expect(await failure(apiAt(url).getOauthClient('c1'))).toMatchObject({ kind: 'network', cause: expect.any(Error) })
})

it('errors for JSON that is cut off in a body of the right length', async () => {
  const { url } = await listen((_, response) => response.end('{"id":"c1"'))

  expect(await failure(apiAt(url).getOauthClient('c1'))).toEqual(new MalformedAnswerError('getOauthClient', 200))
})

it('errors with the status for HTML that a proxy answers with', async () => {
  const { url } = await listen((_, response) => {
    response.writeHead(502, { 'content-type': 'text/html', 'ININ-CORRELATION-ID': 'c-1' }).end('<h1>Bad gateway</h1>')
  })

  const error = await failure(apiAt(url).getOauthClients())

  expect(error).toBeInstanceOf(HttpError)
  expect(error).toMatchObject({ status: 502, correlationId: 'c-1', details: [], code: undefined })
})

it('errors when the connection is reset', async () => {
  const { url } = await listen((request) => request.socket.resetAndDestroy())

  expect(await failure(apiAt(url).getOauthClients())).toBeInstanceOf(NetworkError)
})

it('errors when nothing listens', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')

  const port = typeof address === 'object' ? address?.port : undefined

  expect(await failure(apiAt(`http://127.0.0.1:${port}`).getOauthClients())).toBeInstanceOf(NetworkError)
})

it('follows no redirect, so that no token goes elsewhere', async () => {
  const paths: (string | undefined)[] = []
  const { url } = await listen((request, response) => {
    paths.push(request.url)
    response.writeHead(307, { location: '/elsewhere' }).end()
  })

  expect(await failure(apiAt(url).getOauthClients())).toMatchObject({ kind: 'http', status: 307 })
  expect(paths).toEqual(['/api/v2/oauth/clients'])
})

it('does not take an exception of a consumer for an error of the exchange', async () => {
  const { url } = await listen((_, response) => response.end('{}'))
  const errors: unknown[] = []
  onTestFinished(() => {
    config.onUnhandledError = null
  })
  const thrown = new Promise((resolve) => {
    config.onUnhandledError = resolve
  })

  apiAt(url)
    .getOauthClients()
    .subscribe({
      next: () => {
        throw new Error('consumer')
      },
      error: (error) => errors.push(error),
    })

  expect(await thrown).toEqual(new Error('consumer'))
  expect(errors).toEqual([])
})
