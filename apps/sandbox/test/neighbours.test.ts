import type { OrganizationRoleEntityListing } from '@grantstream/contract'
import { contractOperations, readContract } from '@grantstream/contract/document'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organizationRoles, sandboxOrganizations } from '../src/index.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'
import { roleId } from './client-drafts.ts'

const path = '/api/v2/authorization/roles'
const neighbours = contractOperations(readContract()).filter(({ tag }) =>
  ['Authorization', 'Organization'].includes(tag),
)
let sandbox: TestSandbox
let admin: CallApi
let stranger: CallApi

beforeAll(async () => {
  sandbox = await startTestSandbox({ settings: { tokenPerMinute: 5000, bodyLimitBytes: 1000 } })
  admin = callApi(sandbox.url, await sandbox.login())
  stranger = callApi(sandbox.url, await sandbox.login(sandbox.second))
})
afterAll(() => sandbox.close())

it.each(neighbours)('$operationId asks for a token, then for its permission', async ({ permissions, path }) => {
  const target = path.replace('{roleId}', roleId('Employee')).replace('{namespaceName}', 'platform.api')
  const poor = callApi(sandbox.url, await sandbox.login(await sandbox.clientWith([], 'second')))

  const anonymous = await callApi(sandbox.url)('GET', target)
  const refused = await poor('GET', target)

  expect([anonymous.status, anonymous.code]).toEqual([401, 'authentication.required'])
  expect([refused.status, refused.code]).toEqual(
    permissions.length === 0 ? [200, undefined] : [403, 'missing.any.permissions'],
  )
})

it('gives each organisation its own name, home division and nothing of the other', async () => {
  const [own, foreign] = await Promise.all([admin, stranger].map((call) => call('GET', '/api/v2/organizations/me')))
  const homes = await Promise.all([admin, stranger].map((call) => call('GET', '/api/v2/authorization/divisions/home')))

  expect(own?.body).toMatchObject({ ...sandboxOrganizations.first, state: 'active', version: 1 })
  expect(foreign?.body).toMatchObject(sandboxOrganizations.second)
  expect(homes.map(({ body }) => body)).toEqual(
    Array(2).fill(expect.objectContaining({ name: 'Home', homeDivision: true })),
  )
  expect(new Set(homes.map(({ body }) => (body as { id: string }).id)).size).toBe(2)
})

describe('roles', () => {
  it('are listed in pages, by name, with what they permit', async () => {
    const page = async (query: string) => (await admin('GET', `${path}${query}`)).body as OrganizationRoleEntityListing
    const names = organizationRoles(sandboxOrganizations.first.id).map(({ name }) => name)

    const all = await page('')
    const second = await page('?pageSize=4&pageNumber=2')
    const beyond = await page('?pageSize=4&pageNumber=900')

    expect(all.entities?.map(({ name }) => name)).toEqual(names.toSorted())
    expect(all).toMatchObject({ pageSize: 25, pageNumber: 1, total: names.length, pageCount: 1 })
    expect(second.entities?.map(({ name }) => name)).toEqual(names.toSorted().slice(4, 8))
    expect(second).toMatchObject({ total: 9, pageCount: 3, nextUri: `${path}?pageSize=4&pageNumber=3` })
    expect([beyond.entities, beyond.nextUri]).toEqual([[], undefined])
    expect((await page('?name=Usage%20Viewer')).entities).toEqual([
      expect.objectContaining({ id: roleId('Usage Viewer'), permissions: ['usage:client:view'] }),
    ])
  })

  it('carry their permissions as names and as policies', async () => {
    const { body } = await admin('GET', `${path}/${roleId('OAuth Client Manager')}`)

    expect(body).toMatchObject({
      name: 'OAuth Client Manager',
      permissions: ['oauth:client:add', 'oauth:client:delete', 'oauth:client:edit', 'oauth:client:view'],
      permissionPolicies: [{ domain: 'oauth', entityName: 'client', actionSet: ['add', 'delete', 'edit', 'view'] }],
      selfUri: `${path}/${roleId('OAuth Client Manager')}`,
    })
  })

  it.each(['none', '00000000-0000-4000-8000-000000000000', roleId('Employee', 'second')])(
    'are not found where the organisation has none: %s',
    async (id) => {
      const { status, code } = await admin('GET', `${path}/${id}`)

      expect([status, code]).toEqual([404, 'not.found'])
    },
  )

  it.each(['pageSize=0', 'pageSize=ten', 'pageNumber=-1', 'pageNumber=1.5', 'pageSize=99999999'])(
    'are not listed for %s',
    async (query) => {
      const { status, code } = await admin('GET', `${path}?${query}`)

      expect([status, code]).toEqual([400, 'invalid.query.param.value'])
    },
  )
})

it('tells the limits that it holds callers to, and of no other namespace', async () => {
  const { body } = await admin('GET', '/api/v2/organizations/limits/namespaces/platform.api')
  const other = await admin('GET', '/api/v2/organizations/limits/namespaces/auth.api')

  expect(body).toEqual({
    entities: [
      { key: 'client.credentials.token.rate.per.minute', namespace: 'platform.api', value: 5000 },
      { key: 'token.rate.per.minute', namespace: 'platform.api', value: 5000 },
      { key: 'request.bytes.max', namespace: 'platform.api', value: 1000 },
    ],
  })
  expect([other.status, other.code]).toEqual([404, 'not.found'])
})
