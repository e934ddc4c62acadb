import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oauthOperations } from '../call-operation.ts'
import { loginScenarios } from './logins.ts'
import { operationScenarios } from './operations.ts'
import { refusalScenarios } from './refusals.ts'
import { vendorReleases } from './start-vendor.ts'
import { startVendorContext, type VendorContext } from './vendor-context.ts'

describe.each(vendorReleases)('release %s of the SDK of the vendor, unmodified', (release) => {
  let context: VendorContext
  beforeAll(async () => {
    context = await startVendorContext(release)
  }, 60_000)
  afterAll(() => context?.close())

  describe('when all is well', () => operationScenarios(() => context))
  describe('at the login host', () => loginScenarios(release, () => context))
  describe('when it is refused', () => refusalScenarios(() => context))

  it('has seen every status that each operation declares, and no answer outside the contract', () => {
    const declared = oauthOperations.flatMap(({ operationId, errorCodes }) =>
      [...errorCodes.keys(), successOf[operationId] ?? 200].map((status) => `${operationId} ${status}`),
    )

    expect(declared.filter((each) => !context.seen.has(each))).toEqual([])
    expect(context.seen.has('postOauthClientUsageQuery 200')).toBe(true)
    expect(declared).toHaveLength(13 * 13)
    expect(context.outside).toEqual([])
  })
})

const successOf: Readonly<Record<string, number>> = {
  deleteOauthClient: 204,
  postOauthClientUsageQuery: 202,
  getOauthClientUsageSummary: 202,
}
