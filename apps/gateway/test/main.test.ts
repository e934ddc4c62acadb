import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startLoopbackUpstream } from './loopback-upstream.ts'
import { runCommand, startCommand } from './run-command.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const run = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
  const command = runCommand(args, environment)
  children.push(command.child)
  return command
}

const startGateway = async (apiUrl: string, environment: NodeJS.ProcessEnv = {}) => {
  const command = await startCommand({ UPSTREAM_API_URL: apiUrl, ...environment })
  children.push(command.child)
  return command
}

const usageSummary = (url: string) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { usageSummary(input: { clientId: "c1" }) { status } }' }),
  })

describe('the command', () => {
  // Each of the next ends in a way of its own; a drain by SIGTERM is soaked.
  it('completes live streams and ends with 0 when its parent goes', async () => {
    const upstream = await startLoopbackUpstream({ answers: () => ({ body: { executionId: 'e1' } }) })
    const { child, ended, url } = await startGateway(upstream.url)
    const response = await usageSummary(url)

    child.disconnect()

    const end = await ended
    const messages = end.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).msg)
    expect(end).toMatchObject({ code: 0, stderr: '' })
    expect(messages).toEqual(['listening', 'operation', 'stopping', 'draining', 'stream ended', 'closed'])
    expect(await response.text()).toMatch(/event: complete\ndata:\n\n$/)
    await upstream.close()
  })

  it('ends with 0 at SIGINT also while the upstream leaves a query without an answer, and cuts it', async () => {
    const upstream = await startLoopbackUpstream({ answers: () => undefined })
    const { child, ended, url } = await startGateway(upstream.url)
    const body = JSON.stringify({ query: '{ oauthScopes { id } }' })
    const headers = { authorization: 'Bearer token', 'content-type': 'application/json' }
    const query = fetch(`${url}/graphql`, { method: 'POST', headers, body }).catch(() => 'cut')
    await vi.waitUntil(() => upstream.requests.length > 0, 10_000)

    child.kill('SIGINT')

    const { code } = await ended
    expect(code).toBe(0)
    expect(await query).toBe('cut')
    await upstream.close()
  })

  it('ends at once at the second signal, whatever is still under way', async () => {
    const upstream = await startLoopbackUpstream({ answers: () => undefined })
    const { child, ended, said, url } = await startGateway(upstream.url, { GATEWAY_DRAIN_MS: '86400000' })
    const headers = { authorization: 'Bearer token', 'content-type': 'application/json' }
    const body = JSON.stringify({ query: '{ oauthScopes { id } }' })
    const query = fetch(`${url}/graphql`, { method: 'POST', headers, body }).catch(() => 'cut')
    await vi.waitUntil(() => upstream.requests.length > 0, 10_000)

    child.kill('SIGHUP')
    await vi.waitUntil(() => said().includes('draining'), 10_000)
    child.kill('SIGTERM')

    expect((await ended).code).toBe(1)
    expect(await query).toBe('cut')
    await upstream.close()
  })

  it('logs what nobody caught before it dies of it, without the secrets in it', async () => {
    const crash = 'process.once("message", () => { throw new TypeError("Bearer canary") })'
    const { child, ended } = await startGateway('http://127.0.0.1:9', {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(crash)}`,
    })

    child.send('now')

    const { code, stdout, stderr } = await ended
    expect([code, stderr]).toEqual([1, ''])
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      ...{ level: 'fatal', msg: 'crashed' },
      failure: { name: 'TypeError', message: 'Bearer [redacted]' },
    })
  })

  it('refuses to start without an upstream, in one line', async () => {
    const { code, stdout, stderr } = await run([]).ended

    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^[^\n]*UPSTREAM_REGION or UPSTREAM_API_URL[^\n]*\n$/)
  })

  it('says in one line that its port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const GATEWAY_PORT = String((taken.address() as AddressInfo).port)

    const { code, stdout, stderr } = await run([], { UPSTREAM_REGION: 'eu-west-1', GATEWAY_PORT }).ended

    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${GATEWAY_PORT} is in use: set GATEWAY_PORT or GATEWAY_METRICS_PORT to another\n`,
    })
    taken.close()
  })

  it('says in one line that its host is no address of this machine', async () => {
    const environment = { UPSTREAM_REGION: 'eu-west-1', GATEWAY_PORT: '0', GATEWAY_HOST: '192.0.2.1' }
    const { code, stderr } = await run([], environment).ended

    expect(code).toBe(1)
    expect(stderr).toMatch(/^GATEWAY_HOST [^\n]*192\.0\.2\.1[^\n]*\n$/)
  })

  it('explains itself and does not start', async () => {
    const help = await run(['--help']).ended

    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('UPSTREAM_API_URL'), stderr: '' })
  })
})
