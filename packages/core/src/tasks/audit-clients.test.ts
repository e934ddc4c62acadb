import type { OAuthClient } from '@grantstream/contract'
import { lastValueFrom, of, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { auditClient, auditClients } from './audit-clients.ts'

const sound: OAuthClient = {
  id: 'c1',
  name: 'Sound',
  authorizedGrantType: 'CODE',
  scope: ['users'],
  state: 'active',
  accessTokenValiditySeconds: 86_400,
  registeredRedirectUri: ['https://console.example/back', 'http://localhost:4000/back', 'http://127.0.0.1'],
}

describe('auditClient', () => {
  it('finds nothing in a sound client, nor in one of which little is known', () => {
    expect(auditClient(sound)).toEqual([])
    expect(auditClient({ name: 'Bare', authorizedGrantType: 'CLIENT-CREDENTIALS' })).toEqual([])
  })

  it.each<[string, Partial<OAuthClient>, string[]]>([
    ['implicit-grant', { authorizedGrantType: 'TOKEN' }, ['TOKEN']],
    ['password-grant', { authorizedGrantType: 'PASSWORD' }, ['PASSWORD']],
    [
      'all-divisions',
      {
        roleDivisions: [
          { roleId: 'r1', divisionId: '*' },
          { roleId: 'r2', divisionId: 'd1' },
          { roleId: 'r3', divisionId: '*' },
        ],
      },
      ['r1', 'r3'],
    ],
    ['long-tokens', { accessTokenValiditySeconds: 86_401 }, ['86401']],
    ['no-scopes', { scope: [] }, ['CODE']],
    ['inactive', { state: 'inactive' }, ['inactive']],
    ['inactive', { state: 'disabled' }, ['disabled']],
    [
      'insecure-redirect',
      {
        registeredRedirectUri: [
          'http://console.example/back',
          'HTTP://localhost.example',
          'http://localhost:80@console.example',
          'https://ok.example',
        ],
      },
      ['http://console.example/back', 'HTTP://localhost.example', 'http://localhost:80@console.example'],
    ],
  ])('finds %s in %j', (rule, changes, evidence) => {
    const client = { ...sound, ...changes }

    expect(auditClient(client)).toEqual([{ rule, client, evidence }])
  })

  it('takes null for what is not there', () => {
    const unset = { roleDivisions: null, accessTokenValiditySeconds: null, registeredRedirectUri: null, state: null }
    const client: OAuthClient = JSON.parse(JSON.stringify({ ...sound, ...unset, scope: null }))

    expect(auditClient(client)).toEqual([{ rule: 'no-scopes', client, evidence: ['CODE'] }])
  })

  it('goes by another limit for tokens', () => {
    expect(auditClient(sound, { maxTokenSeconds: 3600 })).toEqual([
      { rule: 'long-tokens', client: sound, evidence: ['86400'] },
    ])
  })
})

describe('auditClients', () => {
  it.each(['{}', '{"entities":null}'])('bears an answer without a list: %s', async (answer) => {
    const findings = auditClients({ getOauthClients: () => of(JSON.parse(answer)) })

    expect(await lastValueFrom(findings.pipe(toArray()))).toEqual([])
  })

  it.each([0, -1, Number.NaN, '1' as unknown as number])('refuses %s seconds', (maxTokenSeconds) => {
    expect(() => auditClients({ getOauthClients: () => of({}) }, { maxTokenSeconds })).toThrow(
      /^maxTokenSeconds: (number|string) given, but a number of seconds above 0 is needed/,
    )
  })
})
