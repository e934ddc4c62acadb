import type { OrganizationRoleEntityListing } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import type { Stores } from '../store/create-stores.ts'
import type { ApiEndpoint } from './endpoint.ts'
import { roleAnswer } from './role-answer.ts'

const path = '/api/v2/authorization/roles'

/** `/api/v2/authorization/roles`. */
export const createRoleEndpoints = (stores: Stores) => {
  const getAuthorizationRoles: ApiEndpoint<'getAuthorizationRoles'> = async ({ query }, { organizationId }) => {
    const { name } = query
    const pageSize = Number(query.pageSize ?? 25)
    const pageNumber = Number(query.pageNumber ?? 1)
    const offset = (pageNumber - 1) * pageSize
    const { roles, total } = await stores.roles.list(organizationId, { offset, limit: pageSize, name })
    const pageCount = Math.max(1, Math.ceil(total / pageSize))
    const uri = (page: number): string => {
      const parameters = { pageSize: String(pageSize), pageNumber: String(page), ...(name !== undefined && { name }) }
      return `${path}?${new URLSearchParams(parameters)}`
    }
    const body: OrganizationRoleEntityListing = {
      entities: roles.map(roleAnswer),
      pageSize,
      pageNumber,
      total,
      firstUri: uri(1),
      lastUri: uri(pageCount),
      selfUri: uri(pageNumber),
      ...(pageNumber > 1 && { previousUri: uri(pageNumber - 1) }),
      ...(pageNumber < pageCount && { nextUri: uri(pageNumber + 1) }),
      pageCount,
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
