import { setFlagsFromString } from 'node:v8'

/**
 * Lets V8 allocate everything as young. What waits for the upstream outlives the small young generation of a process that warms
 * up; V8 may conclude that it is old from birth, and keep to that: some processes then take half as much again for a query.
 */
export const neverPretenure = (): void => setFlagsFromString('--no-allocation-site-pretenuring')
