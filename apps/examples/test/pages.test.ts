import { listen, type RunningGateway } from '@grantstream/gateway/listen'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { pageNames } from '../src/server/bundle-page.ts'
import { type Pages, servePages } from '../src/server/serve-pages.ts'

const browserUrl = inject('browserUrl')

describe.skipIf(browserUrl === undefined)(`in a browser`, () => {
  let sandbox: TestSandbox
  let pages: Pages
  let gateway: RunningGateway
  let browser: Browser

  beforeAll(async () => {
    sandbox = await startTestSandbox()
    pages = await servePages(0)
    gateway = await listen(
      { host: '127.0.0.1', port: 0 },
      { apiUrl: sandbox.url, allowedOrigins: [pages.url], polling: { schedule: () => 50 } },
    )
    browser = await chromium.connect(browserUrl ?? '')
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.close()
    await pages?.close()
    await sandbox?.close()
  })

  const signIn = async (name: string, gatewayUrl = `${gateway.url}/graphql`) => {
    const page = await browser.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${pages.url}/${name}`)
    await page.getByLabel('Gateway').fill(gatewayUrl)
    await page.getByLabel('Token').fill(await sandbox.login())
    await page.getByRole('button', { name: 'Sign in' }).click()
    return { page, faults }
  }

  describe.each(pageNames)('the page with %s', (name) => {
    let page: Page
    let faults: string[]
    beforeAll(async () => {
      ;({ page, faults } = await signIn(name))
    })
    afterAll(() => page?.close())

    it('lists clients, creates one whose secret it shows, and deletes it', async () => {
      const clientName = `Made with ${name}`
      await page.getByText('1 of 1 clients').waitFor()

      await page.getByLabel('Name').fill(clientName)
      await page.getByRole('button', { name: 'Create' }).click()
      const secret = await page.getByLabel('Secret').textContent()
      await page.getByText('2 of 2 clients').waitFor()
      await page.getByRole('button', { name: `Delete ${clientName}` }).click()
      await page.getByText('1 of 1 clients').waitFor()

      expect(secret).toMatch(/^\S{20,}$/)
      expect(await page.getByRole('rowheader', { name: clientName }).count()).toBe(0)
      expect(faults).toEqual([])
    })

    it('tells why a client was not created', async () => {
      await page.getByLabel('Name').fill('  ')
      await page.getByRole('button', { name: 'Create' }).click()

      const alert = page.getByRole('form', { name: 'Create' }).getByRole('alert')
      expect(await alert.textContent()).toBe('INVALID_INPUT: name: must not be blank')
    })

    it('follows an execution to its rows', async () => {
      await page.getByRole('button', { name: /^Usage of / }).click()
      await page.getByLabel('Status').filter({ hasText: 'COMPLETE' }).waitFor()

      const usage = page.getByRole('region', { name: 'Usage' })
      expect(await usage.getByRole('rowheader').allTextContents()).toContain('GET api/v2/oauth/clients')
      expect(faults).toEqual([])
    })
  })

  it('shows nothing of a gateway that does not list the origin of the page', async () => {
    const stranger = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: sandbox.url })

    const { page } = await signIn('urql', `${stranger.url}/graphql`)

    expect(await page.getByRole('alert').textContent()).toMatch(/Failed to fetch/)
    await page.close()
    await stranger.close()
  })
})
