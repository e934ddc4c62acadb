import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { bearerToken } from '@grantstream/core'
import type { ExecutionResult } from 'graphql'
import { afterEach, expect, it, vi } from 'vitest'
import { maskAndReport } from '../server/mask-error.ts'
import type { UnexpectedFailure } from '../server/report.ts'
import { answerPosts, type PostOptions } from './answer-posts.ts'

let server: Server
let reported: UnexpectedFailure[]
const mask = maskAndReport((failure) => reported.push(failure))

/** A server whose parts fail as nothing real is known to. */
const serve = async (options: Partial<PostOptions>): Promise<number> => {
  reported = []
  const listener = answerPosts({
    path: '/graphql',
    bodyBytes: 1000,
    guards: [],
    authenticate: async () => ({ auth: bearerToken('t1'), subject: undefined, expiresAtMs: undefined }),
    run: async (): Promise<ExecutionResult> => ({ data: { a: 1 } }),
    knownQuery: () => undefined,
    carry: () => {},
    mask: (failure) => mask(failure, 'Unexpected error.'),
    respond: async (result) => Response.json(result, { status: 500 }),
    otherwise: (_, response) => void response.writeHead(404).end(),
    fetch: () => new Response(null, { status: 404 }),
    ...options,
  })
  server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const body = JSON.stringify({ query: '{ a }' })
const post = (port: number) =>
  fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })

it('answers and reports when running an operation fails as nobody foresaw', async () => {
  const port = await serve({ run: () => Promise.reject(new RangeError('of a plugin')) })

  const answer = await post(port)

  expect(answer.status).toBe(500)
  const { errors } = (await answer.json()) as ExecutionResult
  expect(errors).toMatchObject([
    { message: 'Unexpected error.', extensions: { correlationId: reported[0]?.correlationId } },
  ])
  expect(reported).toMatchObject([{ name: 'RangeError', message: 'of a plugin' }])
})

it('reports what goes wrong while answering, and ends the connection', async () => {
  const port = await serve({
    run: async () => ({ errors: [] }),
    respond: () => Promise.reject(new RangeError('of an answer')),
  })

  await expect(post(port)).rejects.toThrow()

  expect(reported).toMatchObject([{ name: 'RangeError', message: 'of an answer' }])
})

it('reports nothing when a caller leaves while sending', async () => {
  const closed = vi.fn()
  const port = await serve({})
  const socket = connect(port, '127.0.0.1')

  server.on('request', (_, response) => response.on('close', closed))
  socket.write(`POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`)
  await once(server, 'request')
  socket.destroy()
  await vi.waitFor(() => expect(closed).toHaveBeenCalled(), 10_000)

  expect(reported).toEqual([])
})
