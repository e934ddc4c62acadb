import type { OAuthClient } from '@grantstream/contract'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../src/config.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { callApi } from './call-api.ts'
import { codeClient, createClient } from './client-drafts.ts'
import { type AssertionDraft, createIdentityProvider } from './identity-provider.ts'
import { exchange, type TokenAnswer, userAt } from './sign-in.ts'

const provider = createIdentityProvider()
const samlDraft = { ...codeClient, authorizedGrantType: 'SAML2-BEARER' as const, scope: ['users:readonly'] }
const form = { grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer', orgName: 'Harbor Line Support' }
const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
const anHourAgo = new Date(Date.now() - 3_600_000).toISOString()
let sandbox: TestSandbox
let client: OAuthClient & { id: string }

beforeAll(async () => {
  sandbox = await startTestSandbox({ settings: { identityProvider: provider.settings } })
  client = await createClient(callApi(sandbox.url, await sandbox.login()), samlDraft)
})
afterAll(() => sandbox.close())

const present = (assertion: string, more: Record<string, string> = {}, asked = client): Promise<TokenAnswer> =>
  exchange(sandbox, { ...form, assertion, ...more }, asked)

it('gives a token for the user that the assertion names, and no refresh token', async () => {
  const { status, body } = await present(provider.assert())
  const call = callApi(sandbox.url, body.access_token)

  const [me, token] = await Promise.all([call('GET', '/api/v2/users/me'), call('GET', '/api/v2/tokens/me')])

  expect([status, body]).toEqual([200, { access_token: expect.any(String), token_type: 'bearer', expires_in: 86_400 }])
  expect(me.body).toMatchObject({ id: userAt(0).id })
  expect(token.body).toMatchObject({ authorizedScope: ['users:readonly'], OAuthClient: { id: client.id } })
})

it('knows an identity provider by its certificate, not by one that comes with a signature', async () => {
  const certified = createIdentityProvider('certificate')
  const { settings } = readConfig({
    SANDBOX_SAML_ISSUER: certified.settings.issuer,
    SANDBOX_SAML_CERTIFICATE: certified.settings.certificate.replaceAll('\n', '\\n'),
    SANDBOX_SAML_AUDIENCE: certified.settings.audience,
  })
  const other = await startTestSandbox({ settings })
  onTestFinished(other.close)
  const asked = await createClient(callApi(other.url, await other.login()), samlDraft)
  const offer = (assertion: string) => exchange(other, { ...form, assertion }, asked)

  const own = await offer(certified.assert())
  const forged = await offer(createIdentityProvider('certificate').assert())

  expect(certified.settings.certificate).toMatch(/^-----BEGIN CERTIFICATE-----/)
  expect([own.status, typeof own.body.access_token]).toEqual([200, 'string'])
  expect([forged.status, forged.body.error]).toEqual([400, 'invalid_grant'])
})

it('takes a response that holds a signed assertion', async () => {
  const wrap = (xml: string) => `<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol">${xml}</p:Response>`

  expect((await present(provider.assert({ wrap }))).status).toBe(200)
})

it('takes an assertion once, of any number at the same time', async () => {
  const assertion = provider.assert()

  const answers = await Promise.all(Array.from({ length: 5 }, () => present(assertion)))
  const later = await present(assertion)

  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400, 400])
  expect([later.status, later.body.error]).toEqual([400, 'invalid_grant'])
})

describe('refuses with invalid_grant an assertion that', () => {
  const evil = '<saml:NameID>grace.okafor@secondstreet.example</saml:NameID>'
  const nested: AssertionDraft['wrap'] = (xml) =>
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="x"><saml:Subject>${evil}</saml:Subject>${xml}</saml:Assertion>`
  it.each<[string, AssertionDraft]>([
    ['another provider issued', { issuer: 'https://other.example' }],
    ['is for another audience', { audience: 'urn:other' }],
    ['has expired', { notBefore: anHourAgo, notOnOrAfter: anHourAgo }],
    ['is not valid yet', { notBefore: inAnHour, notOnOrAfter: inAnHour }],
    ['has times that cannot be read', { notOnOrAfter: 'soon' }],
    ['has no subject', { subject: '' }],
    ['names nobody', { subject: 'nobody@harborline.example' }],
    ['names a user of another organisation', { subject: 'grace.okafor@secondstreet.example' }],
    ['is confirmed by another method', { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' }],
    ['was changed after signing', { tamper: (xml) => xml.replace('mara.jensen', 'idris.bello') }],
    ['lost its signature', { tamper: (xml) => xml.replace(/<Signature.*<\/Signature>/, '') }],
    ['is signed with SHA-1', { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
    ['has a document type', { tamper: (xml) => `<!DOCTYPE x [<!ENTITY y "z">]>${xml}` }],
    ['is not XML', { tamper: () => 'not XML' }],
    ['is cut off', { tamper: (xml) => xml.slice(0, -40) }],
  ])('%s', async (_what, draft) => {
    const { status, body } = await present(provider.assert(draft))

    expect([status, body.error, body.access_token]).toEqual([400, 'invalid_grant', undefined])
  })

  it('another key signed', async () => {
    const { status, body } = await present(createIdentityProvider().assert())

    expect([status, body.error]).toEqual([400, 'invalid_grant'])
  })

  it('wraps what was signed into what was not: only the signed part counts', async () => {
    const { status, body } = await present(provider.assert({ wrap: nested }))
    const me = await callApi(sandbox.url, body.access_token)('GET', '/api/v2/users/me')

    expect([status, me.body]).toMatchObject([200, { id: userAt(0).id }])
  })
})

it.each([
  ['no assertion', { assertion: '' }, 'invalid_request'],
  ['no orgName', { orgName: '' }, 'invalid_request'],
  ['an organisation that does not exist', { orgName: 'Nowhere' }, 'invalid_grant'],
  ['an organisation that the user is not of', { orgName: 'Second Street Clinic' }, 'invalid_grant'],
])('refuses %s', async (_what, more, error) => {
  const { status, body } = await present(provider.assert(), more)

  expect([status, body.error]).toEqual([400, error])
})

it('needs the authorization of the organisation for a client of another one', async () => {
  const foreign = await createClient(callApi(sandbox.url, await sandbox.login(sandbox.second)), samlDraft)

  const { status, body } = await present(provider.assert(), {}, foreign)

  expect([status, body.error]).toEqual([400, 'invalid_grant'])
  expect(body.description).toContain('has not authorized')
})

it('refuses a client of another grant type, and a wrong secret before the assertion is read', async () => {
  const assertion = provider.assert()
  const code = await createClient(callApi(sandbox.url, await sandbox.login()))

  const wrongType = await present(assertion, {}, code)
  const wrongSecret = await present(assertion, {}, { ...client, secret: 'wrong' })
  const right = await present(assertion)

  expect([wrongType, wrongSecret].map(({ status, body }) => [status, body.error])).toEqual([
    [400, 'unauthorized_client'],
    [401, 'invalid_client'],
  ])
  expect(right.status).toBe(200)
})
