import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { oauthOperations } from '../call-operation.ts'
import { createJudge } from './judge.ts'
import { type Organizations, openOrganizations } from './organizations.ts'
import { anyRequest } from './request.ts'
import { createSender, type Exchange } from './send.ts'

/** `pnpm --filter @grantstream/sandbox properties` sends them all. A seed that found something finds it again. */
const isWhole = process.env.MODE === 'properties'
const wanted = Number(process.env.SANDBOX_PROPERTY_REQUESTS ?? (isWhole ? 20_000 : 2_000))
const seed = Number(process.env.SANDBOX_PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31))
const atOnce = 25

let organizations: Organizations
beforeAll(async () => {
  organizations = await openOrganizations()
})
afterAll(() => organizations.close())

it('answers every request within the contract, and shows nobody what is of others', async () => {
  const sender = createSender(organizations)
  const judge = createJudge(organizations)
  const seen = new Map<string, number>()
  let inFlight: Promise<unknown> = Promise.resolve()
  process.stdout.write(`Requests drawn from the contract: ${wanted}, SANDBOX_PROPERTY_SEED=${seed}\n`)

  const batch = fc.array(anyRequest, { minLength: atOnce, maxLength: atOnce, size: 'max' })
  const property = fc.asyncProperty(batch, async (requests) => {
    const sending = Promise.all(requests.map(sender.send))
    inFlight = sending
    const exchanges = await sending
    for (const exchange of exchanges) {
      const key = `${exchange.drawn.operationId} ${exchange.status}`
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
    const faults = exchanges.flatMap((exchange) => judge(exchange).map((fault) => tell(fault, exchange)))
    expect(faults).toEqual([])
    for (const { drawn, status } of exchanges)
      if (drawn.operationId === 'deleteTokensMe' && status === 200) await organizations.renew(drawn.caller)
  })
  const { errorInstance } = await fc.check(property, {
    ...{ seed, numRuns: Math.ceil(wanted / atOnce), endOnFailure: true },
    ...(!isWhole && { interruptAfterTimeLimit: 5_000 }),
  })
  // Time that has run out leaves the last requests to their own.
  await inFlight.catch(() => undefined)
  sender.close()
  if (errorInstance) throw errorInstance

  const table = [...seen].toSorted().map(([key, count]) => `  ${key}: ${count}`)
  if (isWhole) process.stdout.write(`${table.join('\n')}\n`)
  const reached = oauthOperations.filter(({ operationId }) =>
    [...seen.keys()].some((key) => key.startsWith(`${operationId} 2`)),
  )
  expect([...seen.keys()].filter((key) => key.endsWith(' 500'))).toEqual([])
  // A few requests may by chance miss what is rare: only a client that another request has made inactive can be deleted.
  if (isWhole) expect(reached.length).toBeGreaterThanOrEqual(oauthOperations.length - 1)
}, 600_000)

/** Enough of an exchange to see what went wrong; the seed has the rest. */
const tell = (fault: string, { drawn, sent, status, text }: Exchange): string =>
  `${drawn.operationId} ${fault}: ${sent.slice(0, 500)} → ${status} ${text.slice(0, 500)}`
