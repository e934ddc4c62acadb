import type { OperationId } from '@grantstream/contract'
import { startTestSandbox, type TestSandbox } from '../../src/testing/index.ts'
import { type CheckAnswer, createAnswerCheck } from '../contract-answers.ts'
import { createIdentityProvider, type TestIdentityProvider } from '../identity-provider.ts'
import { startVendor, type Vendor, type VendorClient, type VendorRelease } from './start-vendor.ts'
import type { VendorAnswer } from './vendor-program.ts'

/** What the scenarios of one release share: started before the first of them. */
export interface VendorContext {
  readonly release: VendorRelease
  readonly sandbox: TestSandbox
  readonly vendor: Vendor
  readonly identityProvider: TestIdentityProvider
  /** Whether usage executions take a moment; what there is nothing to wait for is answered at once. */
  readonly pace: { isSlow: boolean }
  /** A client that bears this token; the admin's when left out. */
  bearing(token?: string): Promise<VendorClient>
  /** Calls an operation, and notes the answer. */
  call(client: VendorClient, operationId: OperationId, ...args: readonly unknown[]): Promise<VendorAnswer>
  /** Every answer that was noted, as `operationId status`, and what of them was outside the contract. */
  readonly seen: ReadonlySet<string>
  readonly outside: readonly string[]
  close(): Promise<void>
}

/** Calls of a token in a minute, logins of a client in a minute, and clients that the sandboxes of the scenarios allow. */
export const limits = { tokenPerMinute: 100, loginPerMinute: 5, clientCap: 32 }

export const startVendorContext = async (release: VendorRelease): Promise<VendorContext> => {
  const identityProvider = createIdentityProvider()
  const pace = { isSlow: true }
  const sandbox = await startTestSandbox({
    usageDelayMs: [0, 60],
    random: () => (pace.isSlow ? 1 : 0),
    settings: { ...limits, scopeEnforcement: 'first', identityProvider: identityProvider.settings },
  })
  const vendor = await startVendor(release, sandbox.url)
  const check: CheckAnswer = createAnswerCheck()
  const seen = new Set<string>()
  const outside: string[] = []
  const adminToken = await sandbox.login()

  return {
    ...{ release, sandbox, vendor, identityProvider, pace, seen, outside },
    bearing: async (token = adminToken) => {
      const client = vendor.newClient()
      await client.login('setAccessToken', token)
      return client
    },
    call: async (client, operationId, ...args) => {
      const answer = await client.call(operationId, ...args)
      seen.add(`${operationId} ${answer.status}`)
      // The SDK gives an empty text where there is no body.
      outside.push(...check(operationId, answer.status, answer.body === '' ? undefined : answer.body))
      return answer
    },
    close: async () => {
      await vendor.close()
      await sandbox.close()
    },
  }
}
