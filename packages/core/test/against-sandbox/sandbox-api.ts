import {
  type Credentials,
  startTestSandbox,
  type TestSandbox,
  type TestSandboxOptions,
} from '@grantstream/sandbox/testing'
import { afterAll, beforeAll } from 'vitest'
import { type Auth, clientCredentials, createOAuthApi, type OAuthApi } from '../../src/index.ts'

/** A sandbox for the tests of a file, and apis that reach it over HTTP. */
export const useSandbox = (options?: TestSandboxOptions) => {
  let sandbox: TestSandbox
  beforeAll(async () => {
    sandbox = await startTestSandbox(options)
  })
  afterAll(() => sandbox.close())
  const apiWith = (auth: Auth): OAuthApi => createOAuthApi({ apiUrl: sandbox.url, loginUrl: sandbox.url, auth })
  return {
    sandbox: (): TestSandbox => sandbox,
    apiWith,
    apiAs: (credentials: Credentials = sandbox.admin): OAuthApi => apiWith(clientCredentials(credentials)),
  }
}
