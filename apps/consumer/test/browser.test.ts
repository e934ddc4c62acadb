import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { bundle } from '../src/bundle.ts'
import { findBrowser, howToGetOne } from '../src/find-browser.ts'
import { type Page, servePage } from '../src/serve-page.ts'

const { project } = inject('packed')
const executablePath = findBrowser(process.env)
if (executablePath === undefined && process.env.REQUIRE_BROWSER) throw new Error(howToGetOne)

/** What the page runs: it puts what it found into `window.found`. */
const code = `
import { authorizationCode, bearerToken, createOAuthApi, memoryStorage, pollUsageExecution } from '@grantstream/core'
import { firstValueFrom, lastValueFrom, map, toArray } from 'rxjs'

const apiUrl = location.origin
const api = createOAuthApi({ apiUrl, auth: bearerToken(window.given.token) })
const auth = authorizationCode({ clientId: 'c1', redirectUri: apiUrl + '/back', storage: memoryStorage() })
createOAuthApi({ apiUrl, loginUrl: apiUrl, auth })
const statusesOf = (clientId) =>
  api.getOauthClientUsageSummary(clientId).pipe(
    pollUsageExecution(api, clientId, { schedule: () => 20 }),
    map((state) => state.status),
    toArray(),
  )

window.found = (async () => {
  const { entities } = await firstValueFrom(api.getOauthClients())
  const refusal = await firstValueFrom(api.getOauthClient('nobody')).catch((error) => error)
  const aborted = new Promise((resolve) => {
    const reading = api.getOauthScopes().subscribe({ next: resolve, error: resolve })
    setTimeout(() => {
      reading.unsubscribe()
      resolve('left')
    })
  })
  return {
    names: entities.map((client) => client.name),
    refusal: { kind: refusal.kind, status: refusal.status, code: refusal.code },
    statuses: await lastValueFrom(statusesOf(window.given.clientId)),
    loginPage: await firstValueFrom(auth.authorizationUrl()),
    aborted: await aborted,
  }
})()
`

// howToGetOne stands in the title, so that a run without a browser says how to have one.
describe.skipIf(executablePath === undefined)(`in a browser (${executablePath ?? howToGetOne})`, () => {
  let sandbox: TestSandbox
  let page: Page
  let browser: Browser
  beforeAll(async () => {
    sandbox = await startTestSandbox()
    const bundled = await bundle(code, project, [])
    page = await servePage(
      {
        '/': ['text/html', '<!doctype html><meta charset="utf-8"><title>Grantstream</title>'],
        '/bundle.js': ['text/javascript', bundled],
      },
      sandbox.url,
    )
    browser = await chromium.launch({ executablePath, args: ['--disable-gpu'] })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await page?.close()
    await sandbox?.close()
  })

  it('calls operations, follows an execution, tells refusals and begins a login', async () => {
    const tab = await browser.newPage()
    const faults: string[] = []
    tab.on('pageerror', (error) => faults.push(error.message))
    await tab.goto(page.url)
    const given = { token: await sandbox.login(), clientId: sandbox.admin.clientId }
    await tab.evaluate((value) => Object.assign(window, { given: value }), given)

    await tab.addScriptTag({ url: '/bundle.js', type: 'module' })
    const found = await tab.evaluate(() => (window as unknown as { found: Promise<Record<string, unknown>> }).found)

    expect(faults).toEqual([])
    expect(found.names).toHaveLength(1)
    expect(found.refusal).toEqual({ kind: 'http', status: 404, code: 'client.not.found' })
    expect(found.statuses).toEqual(expect.arrayContaining(['running', 'complete']))
    expect(found.loginPage).toMatch(/\/oauth\/authorize\?.*code_challenge=[\w-]{43}&code_challenge_method=S256/)
    expect(found.aborted).toBe('left')
  })
})
