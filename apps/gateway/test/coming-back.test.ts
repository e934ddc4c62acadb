import type { ChildProcess } from 'node:child_process'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ask } from './ask-over-http.ts'
import { startCommand } from './run-command.ts'
import { type OpenStream, streamTransports, subscribe } from './subscribe.ts'

const told = (stream: OpenStream) => vi.waitFor(() => expect(stream.statuses()).not.toEqual([]), 15_000)

describe('a gateway that is killed in the middle of streams', () => {
  let sandbox: TestSandbox
  let children: ChildProcess[]
  beforeAll(async () => {
    children = []
    sandbox = await startTestSandbox({ usageDelayMs: [60_000, 60_000] })
    await sandbox.control.clock.freeze(new Date())
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await sandbox.close()
  })

  const start = async () => {
    const command = await startCommand({ UPSTREAM_API_URL: sandbox.url })
    children.push(command.child)
    return command
  }

  it('and started again gives the same end to all who follow by the two ids, on every transport', async () => {
    const token = await sandbox.login()
    const { clientId } = sandbox.admin
    const first = await start()
    const started = await ask(
      first.url,
      `mutation { result: startUsageSummary(input: { clientId: "${clientId}", days: 1 }) { ... on UsageExecution { executionId } } }`,
      token,
    )
    expect(started.errors).toBeUndefined()
    const { executionId } = Object(started.data?.result)
    const follow = `subscription { result: usageExecution(clientId: "${clientId}", executionId: "${executionId}") { status rows { requests } } }`
    const followAll = (url: string) =>
      streamTransports.flatMap((transport) => [1, 2].map(() => subscribe(url, token, follow, transport)))
    const cut = followAll(first.url)
    const broken = Promise.allSettled(cut.map(({ ended }) => ended))
    await Promise.all(cut.map(told))

    first.child.kill('SIGKILL')
    const how = await broken
    const second = await start()
    const again = followAll(second.url)
    await sandbox.control.clock.advance(61_000)
    const all = await Promise.all(again.map(({ ended }) => ended))

    expect(how.map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
    const ends = all.map((results) => results.at(-1)?.data?.result)
    expect(ends).toEqual(Array(4).fill(expect.objectContaining({ status: 'COMPLETE' })))
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1)
  }, 60_000)
})
