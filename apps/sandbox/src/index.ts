/**
 * A sandbox in other programs and test suites: `createSandbox()` gives one that is ready to be called.
 *
 * How long that takes is timed from the call of `createSandbox` to its answer, in a process that has only imported this
 * file: modules are loaded while Postgres starts. The first call on a machine sets up a cluster of Postgres and keeps it
 * in the temporary directory for the next ones, whose data are in memory where there is room.
 * @packageDocumentation
 */
export { type Clock, systemClock } from './clock.ts'
export type { FaultRuleInput } from './control/fault-rule.ts'
export type { SandboxControl } from './control/sandbox-control.ts'
export { createSandbox, type GeneratedSeed, type Sandbox, type SandboxOptions } from './create-sandbox.ts'
export { sandboxOrganizations } from './organizations.ts'
export { organizationRoles, type Role } from './roles.ts'
export { type Credentials, defaultSettings, type SandboxSettings } from './settings.ts'
export { organizationUsers, type SandboxUser, sandboxPassword } from './users.ts'
