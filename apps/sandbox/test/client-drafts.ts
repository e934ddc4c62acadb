import type { OAuthClient, OAuthClientRequest } from '@grantstream/contract'
import { expect } from 'vitest'
import { organizationRoles, sandboxOrganizations } from '../src/index.ts'
import type { CallApi } from './call-api.ts'

/** The id of a role that every organisation has, in the first or the second one. */
export const roleId = (name: string, organization: 'first' | 'second' = 'first'): string => {
  const role = organizationRoles(sandboxOrganizations[organization].id).find((each) => each.name === name)
  if (!role) throw new Error(`There is no role ${name}`)
  return role.id
}

export const codeClient: OAuthClientRequest = {
  name: 'Agent desktop',
  authorizedGrantType: 'CODE',
  scope: ['users:readonly', 'presence'],
  registeredRedirectUri: ['https://desktop.example/callback'],
}

export const credentialsClient: OAuthClientRequest = {
  name: 'Nightly export',
  authorizedGrantType: 'CLIENT-CREDENTIALS',
  roleDivisions: [{ roleId: roleId('OAuth Viewer'), divisionId: '*' }],
}

/** Creates a client by the API. */
export const createClient = async (
  call: CallApi,
  draft: OAuthClientRequest = codeClient,
): Promise<OAuthClient & { id: string }> => {
  const { status, body } = await call('POST', '/api/v2/oauth/clients', draft)
  expect(status).toBe(200)
  return body as OAuthClient & { id: string }
}
