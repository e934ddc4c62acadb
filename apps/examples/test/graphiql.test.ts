import { listen, type RunningGateway } from '@grantstream/gateway/listen'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

const browserUrl = inject('browserUrl')

describe.skipIf(browserUrl === undefined)('GraphiQL', () => {
  let sandbox: TestSandbox
  let gateway: RunningGateway
  let browser: Browser
  beforeAll(async () => {
    sandbox = await startTestSandbox()
    gateway = await listen(
      { host: '127.0.0.1', port: 0 },
      { apiUrl: sandbox.url, development: true, polling: { schedule: () => 50 } },
    )
    browser = await chromium.connect(browserUrl ?? '')
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await gateway?.close()
    await sandbox?.close()
  })

  const open = async () => {
    const page = await browser.newPage()
    const faults: string[] = []
    const origins = new Set<string>()
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url())) origins.add(new URL(request.url()).origin)
    })
    await page.goto(`${gateway.url}/graphiql`)
    await page.getByLabel('Access token').fill(await sandbox.login())
    await page.getByRole('button', { name: 'Open GraphiQL' }).click()
    return { page, faults, origins }
  }
  const usage =
    'subscription ($clientId: ID!) { usageSummary(input: { clientId: $clientId }) { status totals { requests } } }'
  const write = async (page: Page, editor: string, text: string) => {
    await page.locator(`${editor} .monaco-editor`).first().click()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(text)
  }
  const run = (page: Page) => page.getByRole('button', { name: /execute query/i }).click()
  const response = (page: Page) => page.locator('.graphiql-response')

  it('takes a token, runs a query and a subscription to COMPLETE, within its policy and its origin', async () => {
    const { page, faults, origins } = await open()

    await run(page)
    await response(page).getByText('"totalCount": 1').waitFor()
    await write(page, '.graphiql-query-editor', usage)
    await write(page, '.graphiql-editor-tool', JSON.stringify({ clientId: sandbox.admin.clientId }))
    await run(page)
    await response(page).getByText('"COMPLETE"').waitFor()

    expect(faults).toEqual([])
    expect([...origins]).toEqual([gateway.url])
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href)
    expect(stored).not.toMatch(/bearer/i)
  })
})
