export type { Credentials } from '../settings.ts'
export { startTestSandbox, type TestSandbox, type TestSandboxOptions } from './start-test-sandbox.ts'
