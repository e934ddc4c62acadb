import type { OAuthClient } from '@grantstream/contract'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { sandboxOrganizations, sandboxPassword } from '../src/index.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { openBrowser } from './browser.ts'
import { callApi } from './call-api.ts'
import { codeClient, createClient } from './client-drafts.ts'
import { authorize, authorizePath, outcomeOf, signIn, userAt } from './sign-in.ts'

const redirectUri = 'https://desktop.example/callback?a=1'
let sandbox: TestSandbox
let client: OAuthClient & { id: string }
let implicit: OAuthClient & { id: string }
let query: Record<string, string>

beforeAll(async () => {
  sandbox = await startTestSandbox()
  const call = callApi(sandbox.url, await sandbox.login())
  const name = 'Desk & <b>"Co"</b>'
  client = await createClient(call, { ...codeClient, name, registeredRedirectUri: [redirectUri, 'http://localhost'] })
  implicit = await createClient(call, {
    ...codeClient,
    authorizedGrantType: 'TOKEN',
    registeredRedirectUri: [redirectUri],
  })
  query = { client_id: client.id, redirect_uri: redirectUri, response_type: 'code', state: 's&1 ü' }
})
afterAll(() => sandbox.close())

it('shows pages that run nothing, are shown in no frame and kept by nobody', async () => {
  const browser = openBrowser(sandbox.url)

  const signInPage = await browser.open(authorizePath(query))
  const consent = await signIn(browser, query, userAt(0).email)

  for (const { status, headers, text } of [signInPage, consent]) {
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('cache-control')).toContain('no-store')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' https://desktop.example",
    )
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(text).not.toMatch(/<script|style=|<b>/)
    expect(text).toContain('Desk &#38; &#60;b&#62;')
  }
  expect(signInPage.headers.get('set-cookie')).toMatch(/^\w+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
})

it('labels every field of the sign-in form', async () => {
  const { text } = await openBrowser(sandbox.url).open(authorizePath(query))

  for (const [, id] of text.matchAll(/<input id="(\w+)"/g)) expect(text).toContain(`<label for="${id}">`)
  expect([...text.matchAll(/<input id="(\w+)"/g)]).toHaveLength(3)
})

it('names on the consent page the user, the organisation and what each scope allows', async () => {
  const { text } = await signIn(openBrowser(sandbox.url), query, userAt(0).email)

  expect(text).toContain('Mara Jensen (mara.jensen@harborline.example) of Harbor Line Support')
  expect(text).toContain('<li>Read users. <code>users:readonly</code></li>')
  expect(text).toContain('<li>Read and change presence. <code>presence</code></li>')
})

it('sends the browser back with a code and the state as it was', async () => {
  const outcome = await authorize(sandbox, query)

  expect(Object.fromEntries(outcome)).toEqual({ a: '1', code: expect.stringMatching(/^[\w-]{43}$/), state: 's&1 ü' })
})

it('leaves the redirect URI as it was registered', async () => {
  const browser = openBrowser(sandbox.url)
  const uri = 'http://localhost:4321'

  const consent = await signIn(browser, { ...query, redirect_uri: uri }, userAt(0).email)
  const { location } = await browser.submit(consent, { decision: 'approve' })

  expect(location).toMatch(/^http:\/\/localhost:4321\?code=/)
  expect(consent.headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:4321")
})

it('gives an implicit client its token in the fragment', async () => {
  const outcome = await authorize(sandbox, { ...query, client_id: implicit.id, response_type: 'token' })
  const me = await callApi(sandbox.url, outcome.get('access_token') ?? '')('GET', '/api/v2/users/me')

  expect(Object.fromEntries(outcome)).toEqual({
    access_token: expect.any(String),
    token_type: 'bearer',
    expires_in: '86400',
    state: 's&1 ü',
  })
  expect(me.body).toMatchObject({ id: userAt(0).id, email: userAt(0).email })
})

it.each([
  ['a code', 'code', () => client.id],
  ['a token', 'token', () => implicit.id],
])('sends the browser back with access_denied instead of %s', async (_what, responseType, clientId) => {
  const asked = { ...query, client_id: clientId(), response_type: responseType }

  const outcome = await authorize(sandbox, asked, { decision: 'deny', email: userAt(3).email })

  expect(outcome.get('error')).toBe('access_denied')
  expect(outcome.get('error_description')).toEqual(expect.any(String))
  expect(outcome.get('state')).toBe('s&1 ü')
})

it('asks once: a browser that is signed in goes straight through, unless prompt is login', async () => {
  const browser = openBrowser(sandbox.url)
  const consent = await signIn(browser, query, userAt(0).email)
  await browser.submit(consent, { decision: 'approve' })

  const again = await browser.open(authorizePath(query))
  const forced = await browser.open(authorizePath({ ...query, prompt: 'login' }))

  expect(outcomeOf(again.location ?? '').get('code')).toEqual(expect.any(String))
  expect([forced.status, forced.text]).toEqual([200, expect.stringContaining('<h1>Sign in</h1>')])
})

it.each([
  ['mara@x.example', 'mara@x.example', ''],
  ['Harbor Line Support', '', 'Harbor Line Support'],
  ['robin@partner.example:Second Street Clinic', 'robin@partner.example', 'Second Street Clinic'],
])('fills the form in for the login hint %s', async (hint, email, organization) => {
  const { text } = await openBrowser(sandbox.url).open(authorizePath({ ...query, login_hint: hint }))

  expect(text).toMatch(new RegExp(`id="email"[^>]* value="${email}"`))
  expect(text).toMatch(new RegExp(`id="organization"[^>]* value="${organization}"`))
})

it.each([
  ['an unknown address', 'nobody@harborline.example', sandboxPassword, '', /wrong/],
  ['a wrong password', 'mara.jensen@harborline.example', 'Sandbox-only', '', /wrong/],
  ['an empty password', 'mara.jensen@harborline.example', '', '', /wrong/],
  ['an unknown organisation', 'mara.jensen@harborline.example', sandboxPassword, 'Nowhere', /no such organization/],
  ['another organisation', 'mara.jensen@harborline.example', sandboxPassword, 'Second Street Clinic', /wrong/],
  ['an account in two organisations', 'robin@partner.example', sandboxPassword, '', /several organizations/],
])('shows the form again for %s', async (_what, email, password, organization, problem) => {
  const browser = openBrowser(sandbox.url)

  const shown = await browser.submit(await browser.open(authorizePath(query)), { email, password, organization })
  const later = await browser.open(authorizePath(query))

  expect(shown.status).toBe(401)
  expect(/<p role="alert">(.*)<\/p>/.exec(shown.text)?.[1]).toMatch(problem)
  expect(password === '' || !shown.text.includes(password)).toBe(true)
  expect(later.text).toContain('<h1>Sign in</h1>')
})

it('takes the e-mail address in any case, and the organisation by its name', async () => {
  const { text } = await signIn(openBrowser(sandbox.url), query, 'Robin@Partner.Example', 'second street clinic')

  expect(text).toContain('of Second Street Clinic')
})

it.each([
  ['org and provider', () => ({ org: 'Second Street Clinic', provider: 'okta' })],
  ['target', () => ({ target: sandboxOrganizations.second.id })],
])('lets only users of the organisation in that %s names', async (_what, more) => {
  const browser = openBrowser(sandbox.url)
  await signIn(browser, query, userAt(0).email)
  const asked = { ...query, ...more() }

  const other = await browser.open(authorizePath(asked))
  const refused = await browser.submit(other, { email: userAt(0).email, password: sandboxPassword, organization: '' })
  const taken = await signIn(browser, asked, userAt(0, 'second').email)

  expect(other.text).toContain('<h1>Sign in</h1>')
  expect(refused.status).toBe(401)
  expect(taken.text).toContain('Grace Okafor')
})

it.each([
  ['org without provider', { org: 'Harbor Line Support' }, 'invalid_request'],
  ['provider without org', { provider: 'okta' }, 'invalid_request'],
  ['an org that does not exist', { org: 'Nowhere', provider: 'okta' }, 'invalid_request'],
  ['a target that does not exist', { target: '00000000-0000-4000-8000-000000000000' }, 'invalid_request'],
  ['a challenge that no S256 makes', { code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
  ['a challenge without a method', { code_challenge: 'a'.repeat(43) }, 'invalid_request'],
  ['a method without a challenge', { code_challenge_method: 'S256' }, 'invalid_request'],
  [
    'a challenge made by another method',
    { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' },
    'invalid_request',
  ],
  ['a prompt that there is not', { prompt: 'none' }, 'invalid_request'],
  ['a provider that there is not', { org: 'Harbor Line Support', provider: 'nobody' }, 'invalid_request'],
  ['the response type of another grant', { response_type: 'token' }, 'unauthorized_client'],
  ['a response type that there is not', { response_type: 'id_token' }, 'unsupported_response_type'],
  ['no response type', { response_type: '' }, 'unsupported_response_type'],
])('sends the browser back for %s', async (_what, more, error) => {
  const { status, location } = await openBrowser(sandbox.url).open(authorizePath({ ...query, ...more }))

  expect([status, outcomeOf(location ?? '').get('error')]).toEqual([302, error])
  expect(outcomeOf(location ?? '').get('state')).toBe('s&1 ü')
})

it('sends the browser back for a client that is not active', async () => {
  const call = callApi(sandbox.url, await sandbox.login())
  const made = await createClient(call)
  await call('PUT', `/api/v2/oauth/clients/${made.id}`, { ...codeClient, state: 'inactive' })

  const { location = '' } = await openBrowser(sandbox.url).open(
    authorizePath({ client_id: made.id, redirect_uri: 'https://desktop.example/callback', response_type: 'code' }),
  )

  expect(outcomeOf(location).get('error')).toBe('unauthorized_client')
})

it.each(['sign-in', 'decision'])(
  'takes no %s form that it did not show to this browser for this request',
  async (form) => {
    const values = { email: userAt(0).email, password: sandboxPassword, organization: '', decision: 'approve' }
    const victim = openBrowser(sandbox.url)
    const attacker = openBrowser(sandbox.url)
    const shown =
      form === 'sign-in' ? await attacker.open(authorizePath(query)) : await signIn(attacker, query, userAt(0).email)
    await signIn(victim, query, userAt(0).email)

    const byOther = await victim.submit(shown, values)
    const byNobody = await openBrowser(sandbox.url).submit(shown, values)
    const other = { ...shown, text: shown.text.replace(/state=[^"&]*/, 'state=other') }
    const forOther = await attacker.submit(other, values)
    const without = await attacker.submit(
      { ...shown, text: shown.text.replace(/value="[\w-]{43}"/, 'value=""') },
      values,
    )

    for (const { status, location, headers } of [byOther, byNobody, forOther, without]) {
      expect([status, location]).toEqual([403, undefined])
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    }
  },
)

it('gives a browser another cookie when it signs in, and the former is worth nothing', async () => {
  const browser = openBrowser(sandbox.url)
  await browser.open(authorizePath(query))
  const before = browser.cookie() ?? ''
  await signIn(browser, query, userAt(0).email)

  const planted = await fetch(`${sandbox.url}${authorizePath(query)}`, { headers: { cookie: before } })

  expect(browser.cookie()).not.toBe(before)
  expect(await planted.text()).toContain('<h1>Sign in</h1>')
})

it('signs out at /logout and goes on to a registered URI', async () => {
  const browser = openBrowser(sandbox.url)
  await signIn(browser, query, userAt(0).email)
  const cookie = browser.cookie() ?? ''
  const { redirect_uri, client_id } = query

  const out = await browser.open(
    `/logout?${new URLSearchParams({ client_id: client_id ?? '', redirect_uri: redirect_uri ?? '' })}`,
  )
  const replayed = await fetch(`${sandbox.url}${authorizePath(query)}`, { headers: { cookie } })

  expect([out.status, out.location, browser.cookie()]).toEqual([302, redirectUri, undefined])
  expect(await replayed.text()).toContain('<h1>Sign in</h1>')
})

it.each([
  ['an unknown client', { client_id: 'x' }],
  ['an unregistered URI', { redirect_uri: 'https://evil.example' }],
])('does not send anybody on from /logout for %s', async (_what, more) => {
  const shown = await openBrowser(sandbox.url).open(
    `/logout?${new URLSearchParams({ client_id: client.id, redirect_uri: redirectUri, ...more })}`,
  )

  expect([shown.status, shown.location]).toEqual([400, undefined])
})

it('forgets who is signed in after sessionMs', async () => {
  let now = new Date('2026-05-01T00:00:00Z')
  const other = await startTestSandbox({ clock: { now: () => now }, settings: { sessionMs: 60_000 } })
  onTestFinished(other.close)
  const made = await createClient(callApi(other.url, await other.login()))
  const asked = { client_id: made.id, redirect_uri: 'https://desktop.example/callback', response_type: 'code' }
  const browser = openBrowser(other.url)
  await signIn(browser, asked, userAt(0).email)

  now = new Date('2026-05-01T00:01:00Z')

  expect((await browser.open(authorizePath(asked))).text).toContain('<h1>Sign in</h1>')
})

it('describes itself at the well-known address with its own origin', async () => {
  const answer = await fetch(`${sandbox.url}/.well-known/oauth-authorization-server`)

  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({
    issuer: sandbox.url,
    authorization_endpoint: `${sandbox.url}/oauth/authorize`,
    token_endpoint: `${sandbox.url}/oauth/token`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: [
      'authorization_code',
      'client_credentials',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:saml2-bearer',
    ],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  })
})
