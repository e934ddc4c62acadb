import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findBrowser, howToGetOne } from '@grantstream/browser'
import type { Origin } from '@grantstream/browser/serve-origin'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { bundle } from '../src/bundle.ts'
import { servePage } from '../src/serve-page.ts'

const { project } = inject('packed')
const standalone = join(project, 'node_modules', '@grantstream', 'core', 'dist', 'standalone.js')
const executablePath = findBrowser(process.env)
if (executablePath === undefined) {
  if (process.env.REQUIRE_BROWSER) throw new Error(howToGetOne)
  process.stderr.write(`Not run in a browser: ${howToGetOne}\n`)
}

/** What the page runs, at the tests' call. */
const code = `
import { authorizationCode, bearerToken, createOAuthApi, pollUsageExecution, webStorage } from '@grantstream/core'
import { firstValueFrom, lastValueFrom, map, toArray } from 'rxjs'

const apiUrl = location.origin
const api = createOAuthApi({ apiUrl, auth: bearerToken(window.given.token) })
const auth = authorizationCode({ clientId: 'c1', redirectUri: apiUrl + '/back', storage: webStorage(sessionStorage) })
createOAuthApi({ apiUrl, loginUrl: apiUrl, auth })
const statusesOf = (clientId) =>
  api.getOauthClientUsageSummary(clientId).pipe(
    pollUsageExecution(api, clientId, { schedule: () => 20 }),
    map((state) => state.status),
    toArray(),
  )

window.comeBack = () => firstValueFrom(auth.handleRedirect(location.href)).catch(({ kind, reason }) => kind + ': ' + reason)
window.use = async () => {
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
}
`

/** What the bundle puts into the page. */
interface InPage {
  use(): Promise<Record<string, unknown>>
  comeBack(): Promise<unknown>
}

describe.skipIf(executablePath === undefined)(`in a browser (${executablePath})`, () => {
  let sandbox: TestSandbox
  let page: Origin
  let browser: Browser
  beforeAll(async () => {
    sandbox = await startTestSandbox()
    const bundled = await bundle(code, project, [])
    page = await servePage(
      {
        '/': ['text/html', '<!doctype html><meta charset="utf-8"><title>Grantstream</title>'],
        '/bundle.js': ['text/javascript', bundled],
        '/standalone.js': ['text/javascript', await readFile(standalone, 'utf8')],
      },
      sandbox.url,
    )
    browser = await chromium.launch({ executablePath, args: ['--disable-gpu'] })
  }, 60_000)
  const openTab = async (path: string) => {
    const tab = await browser.newPage()
    const faults: string[] = []
    tab.on('pageerror', (error) => faults.push(error.message))
    const given = { token: await sandbox.login(), clientId: sandbox.admin.clientId }
    const load = async (to: string) => {
      await tab.goto(`${page.url}${to}`)
      await tab.evaluate((value) => Object.assign(window, { given: value }), given)
      await tab.addScriptTag({ url: '/bundle.js', type: 'module' })
      await tab.waitForFunction(() => 'comeBack' in window)
    }
    await load(path)
    return { tab, faults, load }
  }
  afterAll(async () => {
    await browser?.close()
    await page?.close()
    await sandbox?.close()
  })

  it('calls operations, follows an execution, tells refusals and begins a login', async () => {
    const { tab, faults } = await openTab('/')

    const found = await tab.evaluate(() => (window as unknown as InPage).use())

    expect(faults).toEqual([])
    expect(found.names).toHaveLength(1)
    expect(found.refusal).toEqual({ kind: 'http', status: 404, code: 'client.not.found' })
    expect(found.statuses).toEqual(expect.arrayContaining(['running', 'complete']))
    expect(found.loginPage).toMatch(/\/oauth\/authorize\?.*code_challenge=[\w-]{43}&code_challenge_method=S256/)
    expect(found.aborted).toBe('left')
  })

  it('needs no bundler as the standalone entry', async () => {
    const { tab } = await openTab('/')

    const total = await tab.evaluate(`import('/standalone.js').then(({ bearerToken, createOAuthApi, lastOf }) =>
      lastOf(createOAuthApi({ apiUrl: location.origin, auth: bearerToken(window.given.token) }).getOauthClients()),
    ).then(({ total }) => total)`)

    expect(total).toBe(1)
  })

  it('asks no cache of the browser', async () => {
    const { tab } = await openTab('/')
    const asked = tab.waitForRequest((request) => request.url().endsWith('/oauth/clients'))

    await tab.evaluate(() => (window as unknown as InPage).use())

    expect(await (await asked).allHeaders()).toMatchObject({ 'cache-control': 'no-cache', pragma: 'no-cache' })
  })

  it('takes a login up again after the way to the login page and back, once', async () => {
    const { tab, load } = await openTab('/')
    const { loginPage } = await tab.evaluate(() => (window as unknown as InPage).use())
    const state = new URL(String(loginPage)).searchParams.get('state')

    await load(`/?error=access_denied&state=${state}`)
    const first = await tab.evaluate(() => (window as unknown as InPage).comeBack())
    const again = await tab.evaluate(() => (window as unknown as InPage).comeBack())

    expect(first).toBe('authorization: refused')
    expect(again).toBe('authorization: unknown-state')
  })
})
