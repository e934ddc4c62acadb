import type { DomainOrganizationRole } from '@grantstream/contract'
import type { RoleRecord } from '../store/roles.ts'

type PermissionPolicy = NonNullable<DomainOrganizationRole['permissionPolicies']>[number]

/** A role with what it permits, once as names such as `oauth:client:view` and once as policies by domain and entity. */
export const roleAnswer = ({ id, name, permissions }: RoleRecord): DomainOrganizationRole => ({
  id,
  name,
  permissions,
  permissionPolicies: policies(permissions),
  roleNeedsUpdate: false,
  base: false,
  default: false,
  selfUri: `/api/v2/authorization/roles/${id}`,
})

const policies = (permissions: readonly string[]): PermissionPolicy[] => {
  const entityOf = (permission: string): string => permission.split(':').slice(0, 2).join(':')
  return [...new Set(permissions.map(entityOf))].map((entity) => {
    const [domain = '', entityName = ''] = entity.split(':')
    const actionSet = permissions
      .filter((permission) => entityOf(permission) === entity)
      .map((permission) => permission.split(':')[2] ?? '')
    return { domain, entityName, policyName: entity, actionSet, allowConditions: false }
  })
}
