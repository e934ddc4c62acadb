import { namedId } from './store/named-id.ts'

/** A role of an organisation and the permissions that it gives. */
export interface Role {
  readonly id: string
  readonly name: string
  readonly permissions: string[]
}

const permissionsByRole: Readonly<Record<string, readonly string[]>> = {
  'Master Admin': [
    'authorization:role:view',
    'oauth:client:add',
    'oauth:client:authorize',
    'oauth:client:delete',
    'oauth:client:edit',
    'oauth:client:view',
    'oauth:token:delete',
    'usage:client:view',
  ],
  'OAuth Client Manager': ['oauth:client:add', 'oauth:client:delete', 'oauth:client:edit', 'oauth:client:view'],
  'OAuth Client Creator': ['oauth:client:add'],
  'OAuth Client Editor': ['oauth:client:edit'],
  'OAuth Client Remover': ['oauth:client:delete'],
  'OAuth Viewer': ['oauth:client:view'],
  'OAuth Authorizer': ['oauth:client:authorize'],
  'Usage Viewer': ['usage:client:view'],
  Employee: [],
}

/** The roles that every organisation has, under ids that follow from its own id and the name of the role. */
export const organizationRoles = (organizationId: string): Role[] =>
  Object.entries(permissionsByRole).map(([name, permissions]) => ({
    id: namedId(organizationId, name),
    name,
    permissions: [...permissions],
  }))
