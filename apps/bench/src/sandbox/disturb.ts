import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import type { Caller } from './caller.ts'

/** What was acknowledged. */
export interface Ledger {
  /** The secret of each client; undefined where a new one was asked for and its answer never came. */
  readonly secrets: Map<string, string | undefined>
  /** Calls of `countedPath` that were sent, and when each answer came, in milliseconds of `performance.now`. */
  sent: number
  readonly answeredAt: number[]
}

const countedPath = '/api/v2/oauth/scopes/users'

/**
 * Makes clients, gives them new secrets and makes calls that are counted, until the sandbox is gone; keeps book of what was
 * acknowledged.
 */
export const disturb = async (caller: Caller, roleId: string, ledger: Ledger): Promise<void> => {
  const pool = new Pool(caller.url, { connections: 60 })
  const headers = { authorization: caller.authorization }
  const callOn = async (): Promise<never> => {
    for (;;) {
      ledger.sent++
      const { statusCode, body } = await pool.request({ path: countedPath, method: 'GET', headers })
      await body.dump()
      if (statusCode !== 200) throw new Error(`a counted call answered ${statusCode}`)
      ledger.answeredAt.push(performance.now())
    }
  }
  await Promise.allSettled([
    ...Array.from({ length: 60 }, callOn),
    ...Array.from({ length: 4 }, () => writeOn(caller, roleId, ledger)),
  ])
  await pool.destroy()
}

interface Made {
  readonly id: string
  readonly secret: string
}

/** Each writer has clients of its own, so that nothing but the kill makes a secret uncertain. */
const writeOn = async ({ call }: Caller, roleId: string, { secrets }: Ledger): Promise<never> => {
  const draft = {
    name: 'Written until the end',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    roleDivisions: [{ roleId, divisionId: '*' }],
  }
  for (;;) {
    const { id, secret } = await call<Made>('POST', '/api/v2/oauth/clients', draft)
    secrets.set(id, secret)
    await sleep(5)
    secrets.set(id, undefined)
    const renewed = await call<Made>('POST', `/api/v2/oauth/clients/${id}/secret`)
    secrets.set(id, renewed.secret)
    await sleep(5)
  }
}
