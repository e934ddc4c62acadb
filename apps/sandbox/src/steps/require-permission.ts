import { Fault } from '../fault.ts'
import type { Caller } from '../store/tokens.ts'

/** Refuses with `missing.any.permissions` unless the caller has one of the permissions, or none is needed. */
export const requirePermission = (caller: Caller, permissions: readonly string[]): void => {
  if (permissions.length === 0 || permissions.some((permission) => caller.permissions.has(permission))) return
  throw new Fault('missing.any.permissions', 'The caller needs one of these permissions: [{permissions}]', {
    params: { permissions: permissions.join(',') },
  })
}
