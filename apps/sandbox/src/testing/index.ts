export { makeThrowAwayDirectory } from '../postgres/throw-away-place.ts'
export type { Credentials } from '../settings.ts'
export { startTestSandbox, type TestSandbox, type TestSandboxOptions } from './start-test-sandbox.ts'
