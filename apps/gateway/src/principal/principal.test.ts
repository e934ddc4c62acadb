import { describe, expect, expectTypeOf, it } from 'vitest'
import type { PollKey, PollKeyOf } from '../streams/poll-key.ts'
import { loneToken, type PrincipalFacts, type PrincipalKey, principalOf } from './principal.ts'
import { hashToken, type TokenHash } from './token-hash.ts'

const facts: PrincipalFacts = {
  organizationId: 'o1',
  homeOrganizationId: undefined,
  clientId: 'c1',
  userId: 'u1',
  clonedUserId: undefined,
  subject: undefined,
  scopes: ['oauth', 'users'],
}

describe('the key of a principal', () => {
  it('is the same for the same facts, in whatever order the scopes come', () => {
    const { key } = principalOf(facts)

    expect(principalOf({ ...facts, scopes: ['users', 'oauth', 'users'] }).key).toBe(key)
  })

  it.each<Partial<PrincipalFacts>>([
    { organizationId: 'o2' },
    { homeOrganizationId: 'o2' },
    { clientId: 'c2' },
    { userId: 'u2' },
    { userId: undefined },
    { clonedUserId: 'u2' },
    { subject: 's1' },
    { scopes: ['oauth'] },
    { scopes: ['oauth,users'] },
    { organizationId: 'o1","c1', clientId: '' },
  ])('is another for %j', (difference) => {
    expect(principalOf({ ...facts, ...difference }).key).not.toBe(principalOf(facts).key)
  })

  it('of a token alone is that of no other token, and does not tell the token', () => {
    const one = loneToken(hashToken('token-one'))

    expect(one.key).toBe(loneToken(hashToken('token-one')).key)
    expect(one.key).not.toBe(loneToken(hashToken('token-two')).key)
    expect(one.key).not.toContain('token-one')
  })

  it('cannot be put together by hand, nor can what is kept by it: plain texts do not typecheck', () => {
    expectTypeOf<string>().not.toExtend<PrincipalKey>()
    expectTypeOf<TokenHash>().not.toExtend<PrincipalKey>()
    expectTypeOf<string>().not.toExtend<PollKey>()
    expectTypeOf<PrincipalKey>().not.toExtend<PollKey>()
    expectTypeOf<string>().not.toExtend<TokenHash>()
    expectTypeOf<Parameters<PollKeyOf>[0]>().toEqualTypeOf<PrincipalKey>()
  })
})
