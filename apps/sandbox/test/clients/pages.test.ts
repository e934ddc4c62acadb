import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Origin } from '@grantstream/browser/serve-origin'
import type Axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxPassword } from '../../src/index.ts'
import { startTestSandbox, type TestSandbox } from '../../src/testing/index.ts'
import { callApi } from '../call-api.ts'
import { createClient } from '../client-drafts.ts'
import { authorizePath, userAt } from '../sign-in.ts'
import { type Chromium, hasChromium, openChromium, type Tab } from './open-chromium.ts'
import { serveApp } from './serve-app.ts'

const { email } = userAt(0)

describe.skipIf(!hasChromium)('the pages of the login host, in Chromium', () => {
  let sandbox: TestSandbox
  let app: Origin
  let chromium: Chromium
  let axe: string
  let address: string
  let tab: Tab
  beforeAll(async () => {
    sandbox = await startTestSandbox()
    app = await serveApp()
    chromium = await openChromium()
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    const redirectUri = `${app.url}/back`
    const draft = { name: 'Agent desktop', authorizedGrantType: 'CODE' as const, scope: ['users', 'oauth'] }
    const client = { ...draft, registeredRedirectUri: [redirectUri] }
    const { id } = await createClient(callApi(sandbox.url, await sandbox.login()), client)
    address = `${sandbox.url}${authorizePath({ client_id: id, redirect_uri: redirectUri, response_type: 'code' })}`
  }, 60_000)
  beforeEach(async () => {
    tab = await chromium.newTab()
    await tab.page.goto(address)
    return tab.close
  })
  afterAll(async () => {
    await chromium?.close()
    await app?.close()
    await sandbox?.close()
  })

  const type = async (page: Page, password = sandboxPassword): Promise<void> => {
    await page.keyboard.press('Tab')
    await page.keyboard.type(email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
  }
  const back = async (page: Page): Promise<URLSearchParams> => {
    await page.waitForURL(/\/back\?/)
    return new URL(page.url()).searchParams
  }
  const consent = async (page: Page): Promise<void> => {
    await type(page)
    await page.getByRole('heading', { name: 'Authorize Agent desktop' }).waitFor()
  }
  const accessibility = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe)
    return page.evaluate(async () => {
      const { violations, passes } = await (window as unknown as { axe: typeof Axe }).axe.run()
      return [...violations.map(({ id, help }) => `${id}: ${help}`), ...(passes.length > 10 ? [] : ['too few checks'])]
    })
  }

  it('takes a sign-in and a consent from the keyboard alone', async () => {
    const { page, complaints } = tab

    await type(page)
    await page.getByRole('button', { name: 'Approve' }).waitFor()
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => document.activeElement?.textContent)
    await page.keyboard.press('Enter')

    expect(focused).toBe('Approve')
    expect((await back(page)).get('code')).toMatch(/^\S{20,}$/)
    expect(complaints).toEqual([])
  })

  it('says what was wrong, keeps the address, and lets the user try again', async () => {
    const { page, complaints } = tab

    await type(page, 'wrong')

    expect(await page.getByRole('alert').textContent()).toMatch(/password/i)
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(email)
    expect(await page.getByLabel('Password').inputValue()).toBe('')
    await page.getByLabel('Password').fill(sandboxPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Deny' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('asks who signs in for another account, and for prompt=login', async () => {
    const { page } = tab
    await consent(page)

    await page.getByRole('link', { name: 'Use another account' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto(`${address}&prompt=login`)

    expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(1)
  })

  it('fills in what login_hint says', async () => {
    const { page } = tab

    await page.goto(`${address}&login_hint=${encodeURIComponent('robin@partner.example:Second Street Clinic')}`)

    expect(await page.getByLabel('E-mail address').inputValue()).toBe('robin@partner.example')
    expect(await page.getByLabel(/^Organization/).inputValue()).toBe('Second Street Clinic')
  })

  it('goes back with access_denied when the user declines', async () => {
    const { page, complaints } = tab
    await consent(page)

    await page.getByRole('button', { name: 'Deny' }).click()

    expect((await back(page)).get('error')).toBe('access_denied')
    expect(complaints).toEqual([])
  })

  it('has no fault of accessibility on any page, and fits a narrow screen without a style', async () => {
    const { page } = tab
    await page.setViewportSize({ width: 320, height: 640 })
    const look = async (): Promise<unknown> => [
      await accessibility(page),
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
      await page.evaluate(() => document.styleSheets.length),
    ]

    const signIn = await look()
    await type(page, 'wrong')
    await page.getByRole('alert').waitFor()
    const refused = await look()
    await page.goto(address)
    await consent(page)
    const consented = await look()
    await page.goto(`${sandbox.url}/logout?client_id=nobody`)
    const failed = await look()

    expect([signIn, refused, consented, failed]).toEqual(Array(4).fill([[], true, 0]))
  })
})
