import type { Origin } from '@grantstream/browser/serve-origin'
import type { OAuthClient, OperationId } from '@grantstream/contract'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { sandboxPassword } from '../../src/index.ts'
import { startTestSandbox, type TestSandbox } from '../../src/testing/index.ts'
import { callApi } from '../call-api.ts'
import { oauthOperations } from '../call-operation.ts'
import { codeClient, createClient } from '../client-drafts.ts'
import { createAnswerCheck } from '../contract-answers.ts'
import { userAt } from '../sign-in.ts'
import { type Chromium, hasChromium, openChromium, type Tab } from './open-chromium.ts'
import { type AppSettings, type InPage, serveApp } from './serve-app.ts'
import { type VendorRelease, vendorReleases } from './start-vendor.ts'

const check = createAnswerCheck()

describe.skipIf(!hasChromium)('the browser bundle of the SDK of the vendor, in Chromium', () => {
  let sandbox: TestSandbox
  let app: Origin
  let chromium: Chromium
  beforeAll(async () => {
    sandbox = await startTestSandbox({ usageDelayMs: [0, 0] })
    app = await serveApp()
    chromium = await openChromium()
  }, 60_000)
  afterAll(async () => {
    await chromium?.close()
    await app?.close()
    await sandbox?.close()
  })

  /** Opens the application of a release, which goes on to the sign-in page at once. */
  const openApp = async (
    release: VendorRelease,
    authorizedGrantType: 'TOKEN' | 'CODE',
    options: AppSettings['options'] = {},
  ): Promise<Tab> => {
    const redirectUri = `${app.url}/app-${release}`
    const draft = { ...codeClient, scope: ['oauth'], registeredRedirectUri: [redirectUri], authorizedGrantType }
    const { id: clientId } = await createClient(callApi(sandbox.url, await sandbox.login()), draft)
    const tab = await chromium.newTab()
    onTestFinished(tab.close)
    const grant = authorizedGrantType === 'TOKEN' ? 'loginImplicitGrant' : 'loginPKCEGrant'
    const settings: AppSettings = { apiUrl: sandbox.url, clientId, redirectUri, grant, options }
    await tab.page.addInitScript((given) => Object.assign(window, { settings: given }), settings)
    // Where release 200 takes its code, whatever its settings say.
    await tab.page.route('https://login.mypurecloud.com/oauth/token', async (route) =>
      route.fulfill({ response: await route.fetch({ url: `${sandbox.url}/oauth/token` }) }),
    )
    await tab.page.goto(redirectUri)
    await tab.page.waitForURL(/\/oauth\/authorize\?/)
    return tab
  }
  const signIn = async (page: Page, decision: 'Approve' | 'Deny'): Promise<InPage['outcome']> => {
    await page.getByLabel('E-mail address').fill(userAt(0).email)
    await page.getByLabel('Password').fill(sandboxPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: decision }).click()
    await page.waitForURL(/\/app-/)
    return page.evaluate(() => (window as unknown as InPage).outcome)
  }
  const callFrom =
    (page: Page) =>
    async (operationId: OperationId, ...args: readonly unknown[]) => {
      const answer = await page.evaluate(([id, given]) => (window as unknown as InPage).call(id, ...given), [
        operationId,
        args,
      ] as const)
      expect(check(operationId, answer.status, answer.body === '' ? undefined : answer.body)).toEqual([])
      return answer
    }

  /** Every operation, and what is refused. */
  const useOperations = async (page: Page): Promise<void> => {
    const call = callFrom(page)
    const created = await call('postOauthClients', codeClient)
    const { id = '' } = created.body as OAuthClient
    const started = await call('postOauthClientUsageQuery', id, { interval: '2026-01/2026-02' })
    const { executionId } = started.body as { executionId: string }
    const answers = [
      await call('getOauthClients'),
      await call('getOauthClient', id),
      await call('postOauthClientSecret', id),
      await call('getOauthClientUsageSummary', id, { days: '3' }),
      await call('getOauthClientUsageQueryResult', executionId, id),
      await call('getOauthAuthorizations', { acceptLanguage: 'ja' }),
      await call('getOauthAuthorization', await ownId(page)),
      await call('getOauthScopes', { acceptLanguage: 'ja' }),
      await call('getOauthScope', 'oauth', { acceptLanguage: 'ja' }),
      await call('putOauthClient', id, { ...codeClient, state: 'inactive' }),
      await call('deleteOauthClient', id),
    ]
    sandbox.control.faults.add({ kind: 'error', code: 'too.many.requests', retryAfterSeconds: 7, times: 1 })
    const throttled = await call('getOauthScopes')
    const missing = await call('getOauthClient', id)

    expect([created, started, ...answers].map(({ status }) => status)).toEqual([...Array(12).fill(200), 204])
    expect(throttled).toMatchObject({ status: 429, headers: { 'retry-after': '7' } })
    expect(missing).toMatchObject({ status: 404, body: { code: 'client.not.found' } })
    expect(missing.headers).toHaveProperty('inin-correlation-id', (missing.body as { contextId: string }).contextId)
    expect(answers.length + 2).toBe(oauthOperations.length)
  }
  const ownId = (page: Page) => page.evaluate(() => (window as unknown as { settings: AppSettings }).settings.clientId)

  it.each(vendorReleases)('release %s logs in by the implicit grant and calls every operation', async (release) => {
    const { page, complaints } = await openApp(release, 'TOKEN', { state: 'a state' })

    const outcome = await signIn(page, 'Approve')

    expect(outcome).toEqual({ state: 'a state' })
    expect(new URL(page.url()).hash).toBe('')
    await useOperations(page)
    expect(complaints).toEqual([])
  })

  // Release 150 has no PKCE yet.
  it.each(['262', '200'] as const)(
    'release %s logs in by a code that PKCE proves and calls every operation',
    async (release) => {
      const { page, complaints } = await openApp(release, 'CODE', { state: 'a state' })

      const outcome = await signIn(page, 'Approve')

      expect(outcome).toEqual({ state: 'a state' })
      await useOperations(page)
      expect(complaints).toEqual([])
    },
  )

  it('hands on whom to sign in, and is told that they declined', async () => {
    const { email } = userAt(1)
    const { page, complaints } = await openApp('262', 'CODE', { login_hint: email, prompt: 'login' })
    const hinted = await page.getByLabel('E-mail address').inputValue()
    const { searchParams } = new URL(page.url())

    const outcome = await signIn(page, 'Deny')

    expect([hinted, searchParams.get('prompt')]).toEqual([email, 'login'])
    expect(outcome).toEqual({ failure: '[access_denied] the user did not authorize the client' })
    expect(complaints).toEqual([])
  })

  it('is told by the fragment that the user declined', async () => {
    const { page } = await openApp('262', 'TOKEN')

    expect(await signIn(page, 'Deny')).toEqual({ failure: '[access_denied] the user did not authorize the client' })
  })
})
