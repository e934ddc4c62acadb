import { contractOperations, readContract } from '@grantstream/contract/document'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FaultRuleInput } from '../src/index.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import type { Answered } from './call-api.ts'
import { type CallApi, callApi } from './call-api.ts'
import { callOperation } from './call-operation.ts'

const operations = contractOperations(readContract()).filter(({ tag, method }) => tag !== 'Login' && method === 'GET')
const targets = { clientId: 'none', executionId: 'none', scopeId: 'users', roleId: 'none', namespaceName: 'none' }
let sandbox: TestSandbox
let call: CallApi

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [0, 0] })
  call = callApi(sandbox.url, await sandbox.login())
})
afterAll(() => sandbox.close())

const named = fc.option(
  fc.uniqueArray(fc.constantFrom(...operations.map(({ operationId }) => operationId)), { minLength: 1, maxLength: 4 }),
  { nil: undefined },
)
const target = {
  operations: named,
  rate: fc.double({ min: 0.1, max: 1, noNaN: true }),
  times: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
}
const rule: fc.Arbitrary<FaultRuleInput> = fc.oneof(
  fc.record({ kind: fc.constant('reset' as const), ...target }),
  fc.record({ kind: fc.constant('truncate' as const), ...target }),
  fc.record({ kind: fc.constant('page' as const), status: fc.constantFrom(502 as const, 503 as const), ...target }),
  fc.record({
    kind: fc.constant('error' as const),
    code: fc.constantFrom('service.unavailable', 'internal.server.error', 'too.many.requests', 'request.timeout'),
    ...target,
  }),
  fc.record({
    kind: fc.constant('latency' as const),
    latency: fc.record({ distribution: fc.constant('uniform' as const), leastMs: fc.constant(0), mostMs: fc.nat(4) }),
    ...target,
  }),
)

/** What an answer looks like from outside: served as ever, or like one kind of fault. */
const looksLike = async (answering: Promise<Answered>, usual: Answered): Promise<string> => {
  try {
    const { status, body, code } = await answering
    if (status === usual.status && code === usual.code) return 'served'
    expect(body).toMatchObject({ status, code, details: [], errors: [] })
    return `error ${code}`
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error instanceof SyntaxError) return error.message.startsWith("Unexpected token '<'") ? 'page' : 'truncate'
    if (error.message === 'terminated' || error.message === 'fetch failed') return 'reset'
    throw error
  }
}

it('answers in the declared shapes or by a fault that was asked for, and as ever once the faults are gone', async () => {
  const usual = new Map(
    await Promise.all(
      operations.map(async (operation) => [operation, await callOperation(call, operation, targets)] as const),
    ),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(rule, { maxLength: 4 }),
      fc.array(fc.constantFrom(...operations), { minLength: 1, maxLength: 6 }),
      async (rules, called) => {
        for (const each of rules) sandbox.control.faults.add(each)
        const seen = await Promise.all(
          called.map(async (operation) => {
            const answered = usual.get(operation)
            if (!answered) throw new Error(`${operation.operationId} was not called before`)
            const look = await looksLike(callOperation(call, operation, targets), answered)
            return { look, operationId: operation.operationId }
          }),
        )
        for (const { look, operationId } of seen) {
          const possible = rules
            .filter((each) => each.operations?.includes(operationId) ?? true)
            .map((each) => (each.kind === 'error' ? `error ${each.code}` : each.kind))
          expect(['served', ...possible]).toContain(look)
        }

        sandbox.control.faults.clear()
        for (const [operation, answered] of usual) {
          const { status, code } = await callOperation(call, operation, targets)
          expect([status, code]).toEqual([answered.status, answered.code])
        }
      },
    ),
    { numRuns: 60 },
  )
})
