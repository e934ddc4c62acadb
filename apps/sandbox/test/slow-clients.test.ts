import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import type { SandboxSettings } from '../src/settings.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { callApi } from './call-api.ts'
import { codeClient } from './client-drafts.ts'
import { openRawConnection, type RawAnswer, type RawConnection } from './raw-connection.ts'

const requestTimeoutMs = 300

const startImpatient = async (settings: Partial<SandboxSettings> = {}): Promise<TestSandbox> => {
  const sandbox = await startTestSandbox({ settings: { requestTimeoutMs, ...settings } })
  onTestFinished(sandbox.close)
  return sandbox
}
const open = async ({ url }: TestSandbox): Promise<RawConnection> => {
  const raw = await openRawConnection(url)
  onTestFinished(() => void raw.socket.destroy())
  return raw
}
const said = (answers: readonly RawAnswer[]) => answers.map(({ status, code }) => `${status} ${code}`)
/** Says a text letter by letter, far more slowly than anybody waits for it. */
const drip = async (raw: RawConnection, text: string): Promise<void> => {
  for (const letter of text) {
    if (raw.socket.destroyed) return
    raw.write(letter)
    await sleep(20)
  }
}
/** Whether a connection is taken; one that is not is closed without a word. */
const isTaken = async (sandbox: TestSandbox): Promise<boolean> => {
  const raw = await open(sandbox)
  raw.write('GET /health HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\r\n')
  return (await raw.answers()).length === 1
}
const becomesFree = (sandbox: TestSandbox) =>
  expect.poll(() => isTaken(sandbox), { timeout: 20_000, interval: 50 }).toBe(true)

it('does not wait without end for a head, a body, a chunk or the other half of a second request', async () => {
  const sandbox = await startImpatient()
  const authorization = `Authorization: Bearer ${await sandbox.login()}\r\n`
  const head = `POST /api/v2/oauth/clients HTTP/1.1\r\nHost: x\r\n${authorization}Content-Type: application/json\r\n`
  const heads = await open(sandbox)
  const bodies = await open(sandbox)
  const chunks = await open(sandbox)
  const halves = await open(sandbox)

  bodies.write(`${head}Content-Length: 900\r\n\r\n`)
  chunks.write(`${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`)
  halves.write(`GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\nHo`)
  await Promise.all([drip(heads, head.repeat(20)), drip(bodies, ' '.repeat(900))])

  expect(said(await heads.answers())).toEqual(['408 client.timeout'])
  expect(said(await bodies.answers())).toEqual(['408 client.timeout'])
  expect(said(await chunks.answers())).toEqual(['408 client.timeout'])
  expect(said(await halves.answers())).toEqual(['200 undefined', '408 client.timeout'])
  expect(await isTaken(sandbox)).toBe(true)
})

it('takes as many connections as it may, and others when those that say nothing have had their time', async () => {
  const sandbox = await startImpatient({ connectionsMost: 5, requestTimeoutMs: 1500 })
  const silent = await Promise.all(Array.from({ length: 5 }, () => open(sandbox)))
  const flood = await Promise.all(Array.from({ length: 100 }, () => open(sandbox)))

  const beyond = await Promise.all(flood.map((raw) => raw.answers()))

  expect(beyond.flat()).toEqual([])
  expect(silent.filter(({ socket }) => !socket.destroyed)).toHaveLength(5)
  await Promise.all(silent.map(({ socket }) => once(socket, 'close')))
  await becomesFree(sandbox)
})

it('does not keep answers without end for a client that does not read them', async () => {
  const sandbox = await startImpatient({ connectionsMost: 1, descriptionLengthMost: 400_000 })
  const token = await sandbox.login()
  await becomesFree(sandbox)
  const draft = { ...codeClient, description: 'd'.repeat(400_000) }
  await callApi(sandbox.url, token)('POST', '/api/v2/oauth/clients', draft, { connection: 'close' })
  await becomesFree(sandbox)
  const raw = await open(sandbox)
  const asked = 60

  raw.socket.pause()
  raw.write(`GET /api/v2/oauth/clients HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`.repeat(asked))

  await becomesFree(sandbox)
  raw.socket.resume()
  expect((await raw.answers()).length).toBeLessThan(asked)
})

it('leaves a client its time that waits for an answer which a test has asked to be late', async () => {
  const sandbox = await startImpatient()
  const call = callApi(sandbox.url, await sandbox.login())
  const latency = { distribution: 'fixed' as const, ms: 3 * requestTimeoutMs }
  sandbox.control.faults.add({ kind: 'latency', latency, times: 1 })

  expect((await call('GET', '/api/v2/oauth/scopes')).status).toBe(200)
})
