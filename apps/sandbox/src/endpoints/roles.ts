import type { OrganizationRoleEntityListing } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import type { Stores } from '../store/create-stores.ts'
import type { ApiEndpoint } from './endpoint.ts'
import { pageFields } from './page-fields.ts'
import { roleAnswer } from './role-answer.ts'

const path = '/api/v2/authorization/roles'

/** `/api/v2/authorization/roles`. */
export const createRoleEndpoints = (stores: Stores) => {
  const getAuthorizationRoles: ApiEndpoint<'getAuthorizationRoles'> = async ({ query }, { organizationId }) => {
    const { name } = query
    const page = { pageSize: Number(query.pageSize ?? 25), pageNumber: Number(query.pageNumber ?? 1) }
    const offset = (page.pageNumber - 1) * page.pageSize
    const { roles, total } = await stores.roles.list(organizationId, { offset, limit: page.pageSize, name })
    const body: OrganizationRoleEntityListing = {
      entities: roles.map(roleAnswer),
      ...pageFields(path, page, total, name === undefined ? {} : { name }),
    }
    return { status: 200, body }
  }

  const getAuthorizationRole: ApiEndpoint<'getAuthorizationRole'> = async ({ path }, { organizationId }) => {
    const role = await stores.roles.get(organizationId, path.roleId)
    if (!role) throw new Fault('not.found', 'There is no such role')
    return { status: 200, body: roleAnswer(role) }
  }

  return { getAuthorizationRoles, getAuthorizationRole }
}
