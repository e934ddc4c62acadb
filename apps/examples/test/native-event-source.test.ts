import type { Origin } from '@grantstream/browser/serve-origin'
import { FollowUsageSummaryDocument } from '@grantstream/documents'
import type { RunningGateway } from '@grantstream/gateway/listen'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { parametersOf } from './parameters-of.ts'
import { serveWithToken } from './serve-with-token.ts'
import { startTrustingGateway } from './trusting-gateway.ts'

const browserUrl = inject('browserUrl')

/** Follows a stream to its `complete`; runs in the page. */
const follow = (url: string): Promise<{ events: string[]; end: string }> =>
  new Promise((resolve) => {
    const source = new EventSource(url)
    const events: string[] = []
    const end = (how: string) => {
      source.close()
      resolve({ events, end: how })
    }
    source.addEventListener('next', ({ data }) => events.push(data))
    source.addEventListener('complete', () => end('complete'))
    source.addEventListener('error', () => end(source.readyState === EventSource.CLOSED ? 'refused' : 'broken'))
  })

describe.skipIf(browserUrl === undefined)('the EventSource of a browser, which sends no headers of a page', () => {
  let sandbox: TestSandbox
  let gateway: RunningGateway
  let server: Origin
  let browser: Browser
  beforeAll(async () => {
    sandbox = await startTestSandbox()
    gateway = await startTrustingGateway(sandbox.url)
    server = await serveWithToken(gateway.url, await sandbox.login())
    browser = await chromium.connect(browserUrl ?? '')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await gateway?.close()
    await sandbox?.close()
  })

  const followFrom = async (origin: string) => {
    const page = await browser.newPage()
    await page.goto(server.url)
    const parameters = parametersOf(FollowUsageSummaryDocument, { input: { clientId: sandbox.admin.clientId } })
    const followed = await page.evaluate(follow, `${origin}/graphql?${parameters}`)
    await page.close()
    return followed
  }

  it('follows an execution by way of a server of its own origin that adds the token', async () => {
    const { events, end } = await followFrom(server.url)

    const statuses = events.map((data) => JSON.parse(data).data.usageSummary.status)
    expect(end).toBe('complete')
    expect(statuses).toEqual([...statuses.slice(0, -1).map(() => 'RUNNING'), 'COMPLETE'])
  })

  it('is refused by the gateway itself, for it has no token', async () => {
    expect(await followFrom(gateway.url)).toEqual({ events: [], end: 'refused' })
  })
})
