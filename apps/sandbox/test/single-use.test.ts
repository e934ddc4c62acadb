import type { OAuthClient } from '@grantstream/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sandboxOrganizations, sandboxPassword } from '../src/index.ts'
import { openDatabase } from '../src/store/open-database.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type Browser, openBrowser } from './browser.ts'
import { callApi } from './call-api.ts'
import { codeClient, createClient } from './client-drafts.ts'
import { authorizePath, exchange, outcomeOf, signIn, userAt } from './sign-in.ts'

type Client = OAuthClient & { id: string }
type Which = 'first' | 'second'

interface Grant {
  readonly kind: 'code' | 'refresh'
  readonly value: string
  readonly client: number
  readonly organization: Which
  used: boolean
}

const redirectUri = 'https://desktop.example/callback'
let sandbox: TestSandbox
let clients: Client[]

beforeAll(async () => {
  sandbox = await startTestSandbox()
  const [first, second] = [await sandbox.login(), await sandbox.login(sandbox.second)]
  clients = [
    await createClient(callApi(sandbox.url, first)),
    await createClient(callApi(sandbox.url, first), { ...codeClient, name: 'Another' }),
    await createClient(callApi(sandbox.url, second)),
  ]
})
afterAll(() => sandbox.close())

const clientAt = (index: number): Client => clients[index] as Client
const queryOf = (client: number) => ({
  client_id: clientAt(client).id,
  redirect_uri: redirectUri,
  response_type: 'code',
})

/** As the administrator of an organisation, who may authorize every client. */
const newCode = async (client: number, organization: Which): Promise<Grant> => {
  const browser = openBrowser(sandbox.url)
  const consent = await signIn(browser, queryOf(client), userAt(0, organization).email)
  const { location = '' } = await browser.submit(consent, { decision: 'approve' })
  return { kind: 'code', value: outcomeOf(location).get('code') ?? '', client, organization, used: false }
}

const present = (grant: Grant, client: number) =>
  exchange(
    sandbox,
    grant.kind === 'code'
      ? { grant_type: 'authorization_code', code: grant.value, redirect_uri: redirectUri }
      : { grant_type: 'refresh_token', refresh_token: grant.value },
    clientAt(client),
  )

const step = fc.record({
  make: fc.boolean(),
  grant: fc.nat(50),
  client: fc.nat(2),
  organization: fc.constantFrom<Which>('first', 'second'),
  own: fc.boolean(),
})

it('takes a code or a refresh token once, from its own client, for the organisation of its user', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const grants: Grant[] = []
      for (const { make, grant: place, client, organization, own } of steps) {
        const grant = grants[place % Math.max(1, grants.length)]
        if (make || !grant) {
          grants.push(await newCode(client, organization))
          continue
        }
        const as = own ? grant.client : client
        const { status, body } = await present(grant, as)

        expect(status).toBe(as === grant.client && !grant.used ? 200 : 400)
        if (status !== 200) {
          expect(body).toEqual({
            error: 'invalid_grant',
            description: expect.any(String),
            error_description: body.description,
          })
          continue
        }
        grant.used = true
        grants.push({ ...grant, kind: 'refresh', value: body.refresh_token ?? '', used: false })
        const { body: info } = await callApi(sandbox.url, body.access_token)('GET', '/api/v2/tokens/me')
        expect(info).toMatchObject({
          organization: { id: sandboxOrganizations[grant.organization].id },
          OAuthClient: { id: clientAt(grant.client).id },
        })
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
})

it('takes a session until it is ended, however often others begin and end', async () => {
  const query = queryOf(0)
  const isSignedIn = async (cookie: string): Promise<boolean> => {
    const answer = await fetch(`${sandbox.url}${authorizePath({ ...query, consent: 'ask' })}`, { headers: { cookie } })
    return !(await answer.text()).includes('<h1>Sign in</h1>')
  }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.nat(9)), { minLength: 3, maxLength: 8 }), async (turns) => {
      const sessions: { browser: Browser; cookie: string; ended: boolean }[] = []
      for (const [begin, place] of turns) {
        const session = sessions[place % Math.max(1, sessions.length)]
        if (begin || !session) {
          const browser = openBrowser(sandbox.url)
          await signIn(browser, query, userAt(0).email)
          sessions.push({ browser, cookie: browser.cookie() ?? '', ended: false })
        } else {
          const { client_id, redirect_uri } = query
          await session.browser.open(`/logout?${new URLSearchParams({ client_id, redirect_uri })}`)
          session.ended = true
        }
        expect(await Promise.all(sessions.map(({ cookie }) => isSignedIn(cookie)))).toEqual(
          sessions.map(({ ended }) => !ended),
        )
      }
    }),
    { numRuns: 6, endOnFailure: true },
  )
})

it('keeps nothing that opens anything in its tables', async () => {
  const browser = openBrowser(sandbox.url)
  const consent = await signIn(browser, queryOf(0), userAt(0).email)
  const { location = '' } = await browser.submit(consent, { decision: 'approve' })
  const unused = await newCode(0, 'first')
  const grant: Grant = { ...unused, value: outcomeOf(location).get('code') ?? '' }
  const { body } = await present(grant, 0)
  const cookie = browser.cookie()?.split('=')[1] ?? ''
  const secrets = [
    sandboxPassword,
    unused.value,
    body.access_token,
    body.refresh_token ?? '',
    cookie,
    clientAt(0).secret ?? '',
  ]
  const database = await openDatabase(sandbox.databaseUrl, { maxConnections: 1 })

  const tables =
    await database.sql`select table_name as name from information_schema.tables where table_schema = 'public'`
  const rows = await Promise.all(
    tables.map(({ name }) => database.sql`select t::text as row from ${database.sql(name)} t`),
  )
  await database.close()

  const stored = JSON.stringify(rows)
  expect(stored).toContain('scrypt$')
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(10)
    expect(stored).not.toContain(secret)
    expect(stored).not.toContain(Buffer.from(secret).toString('hex'))
  }
})
