import { bearerToken } from '@grantstream/core'
import { exportSPKI, generateKeyPair, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTokenIssuer, type TokenIssuer } from '../../test/token-issuer.ts'
import type { UnexpectedFailure } from '../server/report.ts'
import { KeysUnavailable, NotAuthenticated } from './identity.ts'
import { ownCallers } from './own-callers.ts'
import { passThrough } from './pass-through.ts'

let issuer: TokenIssuer
const reported: UnexpectedFailure[] = []
beforeAll(async () => {
  issuer = await startTokenIssuer()
})
afterAll(() => issuer.close())

const service = bearerToken('of-the-service')
const gate = (cooldownMs?: number) => {
  const { issuer: name, audience, jwksUrl } = issuer
  return ownCallers(
    { issuer: name, audience, jwksUrl, service, ...(cooldownMs !== undefined && { cooldownMs }) },
    passThrough,
    (failure) => reported.push(failure),
  )
}
const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow

describe('the token of an own caller', () => {
  it('stands for its subject, by the token of the service, until it is taken no longer', async () => {
    const exp = seconds(60)

    const identity = await gate()(await issuer.sign({ sub: 'alice', exp }))

    expect(identity).toEqual({ auth: service, subject: 'alice', expiresAtMs: (exp + 30) * 1000 })
  })

  it('may be for several audiences, of which the gateway is one', async () => {
    const token = await issuer.sign({ aud: ['https://other.test', issuer.audience] })

    await expect(gate()(token)).resolves.toMatchObject({ subject: 'alice' })
  })

  it('may be a little late or early, as clocks are', async () => {
    const token = await issuer.sign({ exp: seconds(-10), nbf: seconds(10) })

    await expect(gate()(token)).resolves.toMatchObject({ subject: 'alice' })
  })

  it.each<[string, () => Promise<string>]>([
    [
      'has no signature at all',
      async () =>
        new UnsecuredJWT({ sub: 'alice' })
          .setIssuer(issuer.issuer)
          .setAudience(issuer.audience)
          .setExpirationTime('5m')
          .encode(),
    ],
    [
      'is signed with the public key as if it were a secret',
      async () => issuer.sign({}, { alg: 'HS256' }, new TextEncoder().encode(await exportSPKI(issuer.key().publicKey))),
    ],
    [
      'is signed with the key of somebody else',
      async () => issuer.sign({}, {}, (await generateKeyPair('RS256')).privateKey),
    ],
    ['names a key that nobody published', () => issuer.sign({}, { kid: 'another' })],
    ['names no key', () => issuer.sign({}, { kid: undefined })],
    ['has another issuer', () => issuer.sign({ iss: 'https://evil.test' })],
    ['has no issuer', () => issuer.sign({ iss: undefined })],
    ['is for another audience', () => issuer.sign({ aud: 'https://other.test' })],
    ['is for nobody in particular', () => issuer.sign({ aud: undefined })],
    ['has nothing for a name', () => issuer.sign(JSON.parse('{ "sub": null }'))],
    ['has no text for a name', () => issuer.sign(JSON.parse('{ "sub": ["alice"] }'))],
    ['has expired', () => issuer.sign({ exp: seconds(-40) })],
    ['never expires', () => issuer.sign({ exp: undefined })],
    ['is not valid yet', () => issuer.sign({ nbf: seconds(40) })],
    ['names nobody', () => issuer.sign({ sub: undefined })],
    ['names an empty subject', () => issuer.sign({ sub: '' })],
    ['was changed', async () => `${await issuer.sign()}x`],
    ['only looks like one', async () => 'a.b.c'],
  ])('is refused when it %s', async (_what, sign) => {
    const token = await sign()

    await expect(gate()(token)).rejects.toBeInstanceOf(NotAuthenticated)
  })

  it('is verified with a new key as soon as one is published, and with the old one no longer', async () => {
    const authenticate = gate(0)
    const old = await issuer.sign()
    await authenticate(old)

    await issuer.rotate()

    await expect(authenticate(await issuer.sign())).resolves.toMatchObject({ subject: 'alice' })
    await expect(authenticate(old)).rejects.toBeInstanceOf(NotAuthenticated)
  })

  it('is refused for an algorithm that is not taken, also with a key that is published for it', async () => {
    await issuer.rotate('ML-DSA-44')

    const token = await issuer.sign()

    await expect(gate()(token)).rejects.toBeInstanceOf(NotAuthenticated)
    await issuer.rotate()
  })

  it('does not make the gateway fetch keys for each key that nobody published', async () => {
    const authenticate = gate()
    await authenticate(await issuer.sign())
    const before = issuer.fetches()

    for (const kid of ['one', 'two', 'three'])
      await expect(authenticate(await issuer.sign({}, { kid }))).rejects.toBeInstanceOf(NotAuthenticated)

    expect(issuer.fetches()).toBe(before)
  })

  it('is still verified while the keys are out of reach, if they were fetched before; otherwise nothing is', async () => {
    const ready = gate()
    await ready(await issuer.sign())
    issuer.fail(true)

    const known = await ready(await issuer.sign())
    const unknown = await gate()(await issuer.sign()).catch((failure: unknown) => failure)

    issuer.fail(false)
    expect(known).toMatchObject({ subject: 'alice' })
    expect(unknown).toBeInstanceOf(KeysUnavailable)
  })
})

describe('a token of the upstream', () => {
  it('is passed on as it is', async () => {
    const before = issuer.fetches()

    const identity = await gate()('an-opaque-token_of-the-upstream')

    expect(identity).toMatchObject({ subject: undefined, expiresAtMs: undefined })
    expect(issuer.fetches()).toBe(before)
  })
})
