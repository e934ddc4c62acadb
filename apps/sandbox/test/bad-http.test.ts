import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { openRawConnection, type RawAnswer } from './raw-connection.ts'

let sandbox: TestSandbox
let head: string
/** What a request brings along that is to be taken for one of its own: it would end the token. */
let smuggled: string
beforeAll(async () => {
  sandbox = await startTestSandbox()
  head = `Host: sandbox\r\nAuthorization: Bearer ${await sandbox.login()}\r\n`
  smuggled = `DELETE /api/v2/tokens/me HTTP/1.1\r\n${head}\r\n`
})
beforeEach(() => sandbox.control.calls.clear())
afterAll(() => sandbox.close())

const get = (more = '', target = '/api/v2/oauth/scopes/oauth') => `GET ${target} HTTP/1.1\r\n${head}${more}\r\n`
const post = (more: string, body: string) =>
  `POST /api/v2/oauth/clients HTTP/1.1\r\n${head}Content-Type: application/json\r\n${more}\r\n${body}`
const chunked = (body: string, more = '') => post(`Transfer-Encoding: chunked\r\n${more}`, body)

/** Writes all of it and hears what comes back; then the client has nothing more to say. */
const send = async (text: string): Promise<RawAnswer[]> => {
  const raw = await openRawConnection(sandbox.url)
  raw.write(text)
  // A request that is in order comes last, so that the server hangs up whatever it made of the first one.
  raw.write(get('Connection: close\r\n', '/health'))
  return raw.answers()
}
const called = () => sandbox.control.calls.list().map(({ method, path }) => `${method} ${path}`)
const livesOn = async () => {
  const [answer] = await send(get('Connection: close\r\n'))
  return answer?.status
}

const refused: [what: string, request: () => string][] = [
  ['a length and chunks', () => post(`Content-Length: 9\r\nTransfer-Encoding: chunked\r\n`, `0\r\n\r\n${smuggled}`)],
  ['chunks and a length', () => chunked(`2\r\n{}\r\n0\r\n\r\n${smuggled}`, 'Content-Length: 4\r\n')],
  ['an unknown encoding', () => post('Transfer-Encoding: xchunked\r\n', `0\r\n\r\n${smuggled}`)],
  ['the encoding identity', () => post('Transfer-Encoding: identity\r\n', smuggled)],
  ['chunks that are not the last encoding', () => post('Transfer-Encoding: chunked, identity\r\n', smuggled)],
  ['two encodings', () => chunked(`0\r\n\r\n${smuggled}`, 'Transfer-Encoding: x\r\n')],
  ['an encoding behind a tab', () => post('Transfer-Encoding: \x0bchunked\r\n', `0\r\n\r\n${smuggled}`)],
  ['a space before the colon', () => post('Transfer-Encoding : chunked\r\n', `0\r\n\r\n${smuggled}`)],
  ['two lengths that differ', () => post('Content-Length: 2\r\nContent-Length: 9\r\n', `{}${smuggled}`)],
  ['two lengths that agree', () => post('Content-Length: 2\r\nContent-Length: 2\r\n', `{}${smuggled}`)],
  ['a list of lengths', () => post('Content-Length: 2, 2\r\n', `{}${smuggled}`)],
  ['a length with a sign', () => post('Content-Length: +2\r\n', `{}${smuggled}`)],
  ['a length below 0', () => post('Content-Length: -1\r\n', smuggled)],
  ['a length in hexadecimal', () => post('Content-Length: 0x2\r\n', `{}${smuggled}`)],
  ['a length that no number holds', () => post(`Content-Length: ${'9'.repeat(24)}\r\n`, smuggled)],
  ['a folded header', () => get('X-Folded: a\r\n b\r\n')],
  ['a folded length', () => post('Content-Length:\r\n 2\r\n', `{}${smuggled}`)],
  ['lines that end in LF alone', () => get().replaceAll('\r\n', '\n')],
  ['one line that ends in LF alone', () => get('X: y\n')],
  ['a CR within a line', () => get('X: y\rZ: z\r\n')],
  ['a NUL in a header', () => get('X: a\0b\r\n')],
  ['a header without a colon', () => get('nonsense\r\n')],
  ['a header without a name', () => get(': nameless\r\n')],
  ['a header of 17 KB', () => get(`X: ${'a'.repeat(17_000)}\r\n`)],
  ['3000 headers', () => get('a:\r\n'.repeat(3000))],
  ['a chunk of a size that no number holds', () => chunked(`${'F'.repeat(17)}\r\n{}\r\n0\r\n\r\n${smuggled}`)],
  ['a chunk of a size below 0', () => chunked(`-2\r\n{}\r\n0\r\n\r\n${smuggled}`)],
  ['a chunk of a size with a prefix', () => chunked(`0x2\r\n{}\r\n0\r\n\r\n${smuggled}`)],
  ['a chunk whose size ends in LF alone', () => chunked(`2\n{}\r\n0\r\n\r\n${smuggled}`)],
  ['a chunk longer than its size', () => chunked(`2\r\n{}${smuggled}\r\n0\r\n\r\n`)],
  ['a chunk extension of 20 KB', () => chunked(`2;a=${'b'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n${smuggled}`)],
  ['a length in a trailer', () => chunked('2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n')],
  ['a space in the target', () => get('', '/health /api')],
  ['a NUL in the target', () => get('', '/hea\0lth')],
  ['bytes outside ASCII in the target', () => get('', '/h\xc3\xa9')],
  ['a target that is no path', () => get('', 'health')],
  ['a method that is none', () => get().replace('GET', 'BREW')],
  ['a method in small letters', () => get().replace('GET', 'get')],
  ['HTTP 2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a version that is none', () => get().replace('HTTP/1.1', 'HTTP/1.2')],
  ['CONNECT', () => `CONNECT api.example:443 HTTP/1.1\r\n${head}\r\n${smuggled}`],
  ['TLS', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
]

it.each(refused)('refuses %s before it is a call, and hangs up', async (_what, request) => {
  const answers = await send(request())

  expect(answers.map(({ status, code }) => `${status} ${code}`)).toEqual(['400 bad.request'])
  expect(answers[0]?.head).toMatch(/^ININ-Correlation-Id: [\da-f-]{36}\r$/m)
  expect(answers[0]?.head).toMatch(/^Connection: close$/m)
  expect(called().filter((each) => !each.startsWith('POST'))).toEqual([])
  expect(await livesOn()).toBe(200)
})

const taken: [what: string, request: () => string, answers: string[], calls: string[]][] = [
  [
    'a chunk with an extension',
    () => chunked('2;name=value\r\n{}\r\n0\r\n\r\n'),
    ['400 invalid.value', '200'],
    ['POST /api/v2/oauth/clients', 'GET null'],
  ],
  [
    'a length far over the limit, of which it reads nothing',
    () => post(`Content-Length: ${Number.MAX_SAFE_INTEGER}\r\n`, '{'),
    ['413 request.entity.too.large'],
    ['POST /api/v2/oauth/clients'],
  ],
  [
    'chunks over the limit, of which it reads no more',
    () => chunked(`${`3e8\r\n${' '.repeat(1000)}\r\n`.repeat(513)}0\r\n\r\n`),
    ['413 request.entity.too.large'],
    ['POST /api/v2/oauth/clients'],
  ],
  ['no host', () => 'GET /health HTTP/1.1\r\n\r\n', ['400 bad.request', '200'], ['GET null', 'GET null']],
  [
    'two hosts',
    () => get('Host: other\r\n'),
    ['400 bad.request', '200'],
    ['GET /api/v2/oauth/scopes/{scopeId}', 'GET null'],
  ],
  [
    'a target with scheme and host, as a proxy gets it',
    () => get('', 'http://api.example/api/v2/oauth/scopes/oauth'),
    ['200', '200'],
    ['GET /api/v2/oauth/scopes/{scopeId}', 'GET null'],
  ],
  [
    'an expectation that it does not know',
    () => get('Expect: wonders\r\n'),
    ['200', '200'],
    ['GET /api/v2/oauth/scopes/{scopeId}', 'GET null'],
  ],
  [
    'a wish for another protocol, which is the last on its connection',
    () => get('Connection: Upgrade\r\nUpgrade: h2c\r\n'),
    ['200'],
    ['GET /api/v2/oauth/scopes/{scopeId}'],
  ],
  [
    'a GET with a body, which is no request of its own',
    () => `${get(`Content-Length: ${smuggled.length}\r\n`)}${smuggled}`,
    ['200', '200'],
    ['GET /api/v2/oauth/scopes/{scopeId}', 'GET null'],
  ],
  [
    'requests that do not wait for answers',
    () => get() + get() + get(),
    ['200', '200', '200', '200'],
    [...Array(3).fill('GET /api/v2/oauth/scopes/{scopeId}'), 'GET null'],
  ],
]

it.each(taken)('takes %s, and for no more than it is', async (_what, request, wanted, calls) => {
  const answers = await send(request())

  expect(answers.map(({ status, code }) => (code === undefined ? `${status}` : `${status} ${code}`))).toEqual(wanted)
  expect(called()).toEqual(calls)
  expect(await livesOn()).toBe(200)
})

it('has every shape in the documentation', () => {
  const documentation = readFileSync(new URL('../../../docs/sandbox-bad-input.md', import.meta.url), 'utf8')
  const shapes = [...refused, ...taken].map(([what]) => what)

  expect(shapes.filter((what) => !documentation.includes(what))).toEqual([])
})

it('puts a request together that comes in halves, and answers in the order of the requests', async () => {
  const raw = await openRawConnection(sandbox.url)
  const second = get('Connection: close\r\n', '/nothing')

  raw.write(get() + second.slice(0, 40))
  const first = await raw.next(1)
  raw.write(second.slice(40))

  expect(first.map(({ status }) => status)).toEqual([200])
  expect((await raw.answers()).map(({ status }) => status)).toEqual([200, 404])
})

it('answers the requests before one that it refuses, and first', async () => {
  const raw = await openRawConnection(sandbox.url)

  raw.write(`${get() + get()}nonsense\r\n\r\n${smuggled}`)

  expect((await raw.answers()).map(({ status }) => status)).toEqual([200, 200, 400])
  expect(called()).toEqual(Array(2).fill('GET /api/v2/oauth/scopes/{scopeId}'))
})

it('takes HTTP 1.0, which names no host and hears one answer', async () => {
  const raw = await openRawConnection(sandbox.url)

  raw.write('GET /health HTTP/1.0\r\n\r\n')

  expect((await raw.answers()).map(({ status }) => status)).toEqual([200])
})
