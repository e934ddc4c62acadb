import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { help } from './commands/help.ts'
import { readConfig } from './config.ts'
import { defaultOf, manners, openPoints } from './config-switches.ts'
import { programVariables } from './config-variables.ts'
import { defaultSettings } from './settings.ts'

const id = '6f0b7a52-3c1e-4d0f-9a8b-5e4d3c2b1a00'

it('has a default for everything', () => {
  expect(readConfig({ SANDBOX_PORT: '', DATABASE_URL: '' })).toEqual({
    host: '127.0.0.1',
    port: 4010,
    databaseUrl: undefined,
    dataDirectory: '.data/sandbox',
    settings: {},
  })
})

it('takes what the environment sets, and leaves every other setting to its default', () => {
  const { settings } = readConfig({
    SANDBOX_ADMIN_CLIENT_ID: id.toUpperCase(),
    SANDBOX_ADMIN_CLIENT_SECRET: 'a-secret-of-length',
    SANDBOX_USAGE_DELAY_MS: '100-2500',
    SANDBOX_USAGE_TODAY: 'absent',
    SANDBOX_DELETE_CLIENT_STATUS: '202',
    SANDBOX_BODY_LIMIT_BYTES: '1000',
  })

  expect(settings).toEqual({
    firstAdmin: { clientId: id, clientSecret: 'a-secret-of-length' },
    usageDelayMs: [100, 2500],
    usageToday: 'absent',
    deleteClientStatus: 202,
    bodyLimitBytes: 1000,
  })
})

it.each([
  ['*', '*'],
  ['none', []],
  ['http://localhost:3000,https://app.example', ['http://localhost:3000', 'https://app.example']],
])('takes %s for the origins whose pages may call', (text, allowedOrigins) => {
  expect(readConfig({ SANDBOX_ALLOWED_ORIGINS: text }).settings).toEqual({ allowedOrigins })
})

it('takes one number for an execution that always runs as long', () => {
  expect(readConfig({ SANDBOX_USAGE_DELAY_MS: '0' }).settings).toEqual({ usageDelayMs: [0, 0] })
})

it.each([
  ['SANDBOX_PORT', '70000', 'a whole number from 0 to 65535'],
  ['SANDBOX_PORT', '4010.5', 'a whole number from 0 to 65535'],
  ['SANDBOX_HOST', 'not a host', 'a host name or an address'],
  ['SANDBOX_USAGE_DELAY_MS', '4000-500', 'a range such as 500-4000'],
  ['SANDBOX_USAGE_DELAY_MS', 'soon', 'a range such as 500-4000'],
  ['SANDBOX_USAGE_TODAY', 'yes', 'included or absent'],
  ['SANDBOX_DELETE_CLIENT_STATUS', '404', '200, 202 or 204'],
  ['SANDBOX_BODY_LIMIT_BYTES', '-1', 'a whole number of bytes from 1'],
  ['SANDBOX_ADMIN_CLIENT_ID', 'admin', 'a uuid'],
  ['SANDBOX_SCOPE_ENFORCEMENT', 'all', 'none, first, second or both'],
  ['SANDBOX_LOGIN_PER_MINUTE', '-1', 'a whole number'],
  ['SANDBOX_ALLOWED_ORIGINS', 'http://localhost:3000/app', '*, none, or origins'],
  ['SANDBOX_SAML_CERTIFICATE', 'PEM', 'an X.509 certificate or a public key'],
])('refuses %s when it is "%s", and says what is allowed', (name, value, allowed) => {
  const read = () => readConfig({ [name]: value })

  expect(read).toThrow(`${name} is "${value}"; it must be `)
  expect(read).toThrow(allowed)
})

it('refuses a secret without repeating it', () => {
  const read = () => readConfig({ SANDBOX_ADMIN_CLIENT_ID: id, SANDBOX_ADMIN_CLIENT_SECRET: 'sesame' })

  expect(read).toThrow(/^SANDBOX_ADMIN_CLIENT_SECRET is not usable; it must be 16 to 256 printable/)
  expect(read).not.toThrow(/sesame/)
})

it('refuses half of a pair of credentials', () => {
  expect(() => readConfig({ SANDBOX_SECOND_ORG_CLIENT_ID: id })).toThrow(
    'SANDBOX_SECOND_ORG_CLIENT_ID is set without SANDBOX_SECOND_ORG_CLIENT_SECRET',
  )
})

it('takes an identity provider, whose key may be on one line', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString()

  const { settings } = readConfig({
    SANDBOX_SAML_ISSUER: 'https://idp.example',
    SANDBOX_SAML_CERTIFICATE: certificate.replaceAll('\n', '\\n'),
  })

  expect(settings).toEqual({
    identityProvider: { issuer: 'https://idp.example', certificate, audience: 'urn:grantstream:sandbox' },
  })
})

it('refuses half of an identity provider', () => {
  expect(() => readConfig({ SANDBOX_SAML_ISSUER: 'https://idp.example' })).toThrow(
    'SANDBOX_SAML_ISSUER is set without SANDBOX_SAML_CERTIFICATE',
  )
})

it('refuses one client as the admin of both organisations', () => {
  const read = () =>
    readConfig({
      SANDBOX_ADMIN_CLIENT_ID: id,
      SANDBOX_ADMIN_CLIENT_SECRET: 'a-secret-of-length',
      SANDBOX_SECOND_ORG_CLIENT_ID: id,
      SANDBOX_SECOND_ORG_CLIENT_SECRET: 'a-secret-of-length',
    })

  expect(read).toThrow('SANDBOX_ADMIN_CLIENT_ID and SANDBOX_SECOND_ORG_CLIENT_ID are the same')
})

it('takes a control interface whole or not at all, and keeps its token to itself', () => {
  const token = 'a-control-token-of-tests'
  const refused = [
    () => readConfig({ SANDBOX_CONTROL_PORT: '4011' }),
    () => readConfig({ SANDBOX_CONTROL_TOKEN: token }),
    () => readConfig({ SANDBOX_CONTROL_PORT: '4011', SANDBOX_CONTROL_TOKEN: 'sesame' }),
  ]

  expect(readConfig({ SANDBOX_CONTROL_PORT: '4011', SANDBOX_CONTROL_TOKEN: token }).control).toEqual({
    port: 4011,
    token,
  })
  expect(refused[0]).toThrow('SANDBOX_CONTROL_PORT is set without SANDBOX_CONTROL_TOKEN')
  expect(refused[1]).toThrow('SANDBOX_CONTROL_TOKEN is set without SANDBOX_CONTROL_PORT')
  expect(refused[2]).toThrow(/^SANDBOX_CONTROL_TOKEN is not usable/)
})

it('has no variable that the README or the help does not tell of', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const names = Object.keys({ ...programVariables, ...openPoints, ...manners })

  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
  expect(names.filter((name) => !help().includes(`  ${name}`))).toEqual([])
  for (const [name, { setting }] of Object.entries({ ...openPoints, ...manners }))
    expect(readme).toMatch(new RegExp(`^\\| \`${name}\` +\\| \`${setting}\` +\\|`, 'm'))
})

it('has an example in the README that is a test', () => {
  const [readme, example] = ['../README.md', '../test/examples/list-clients.test.ts'].map((path) =>
    readFileSync(new URL(path, import.meta.url), 'utf8'),
  )

  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\`\n`)
})

it('has a variable for every setting, and none twice', () => {
  const switched = Object.values({ ...openPoints, ...manners }).map(({ setting }) => setting)

  expect(switched.toSorted()).toEqual(Object.keys(defaultSettings).toSorted())
})

it('takes the default of every setting as the help writes it', () => {
  const environment = Object.fromEntries(
    Object.entries({ ...openPoints, ...manners }).map(([name, each]) => [name, defaultOf(each)]),
  )

  expect(readConfig(environment).settings).toEqual(defaultSettings)
})
