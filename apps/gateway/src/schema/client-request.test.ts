import type { OAuthClient } from '@grantstream/core'
import { describe, expect, it } from 'vitest'
import { patched, requestOf } from './client-request.ts'

const client: OAuthClient = {
  id: 'c1',
  name: 'Old',
  description: 'What it was',
  accessTokenValiditySeconds: 600,
  registeredRedirectUri: ['https://example.com/'],
  roleIds: ['r1'],
  roleDivisions: [{ roleId: 'r1', divisionId: '*' }],
  authorizedGrantType: 'CLIENT-CREDENTIALS',
  scope: ['users'],
  state: 'active',
  dateCreated: '2026-01-01T00:00:00Z',
}

describe('patched', () => {
  it('leaves everything of a client as it is when the patch is empty', () => {
    const { id, dateCreated, ...settings } = client

    expect(patched(requestOf(client), {})).toEqual(settings)
  })

  it('takes what the patch has and clears what it has as null', () => {
    const request = patched(requestOf(client), { name: 'New', description: null, scopeIds: null, state: 'inactive' })

    expect(JSON.parse(JSON.stringify(request))).toEqual({
      name: 'New',
      accessTokenValiditySeconds: 600,
      registeredRedirectUri: ['https://example.com/'],
      roleIds: ['r1'],
      roleDivisions: [{ roleId: 'r1', divisionId: '*' }],
      authorizedGrantType: 'CLIENT-CREDENTIALS',
      state: 'inactive',
    })
  })

  it('drops the older form of the roles when it changes the newer one', () => {
    const request = patched(requestOf(client), { roleDivisions: [] })

    expect(request).toMatchObject({ roleDivisions: [], roleIds: undefined })
  })
})
