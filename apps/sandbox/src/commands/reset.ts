import { createResetStore } from '../store/reset.ts'
import type { Invocation } from './command.ts'
import { confirm } from './confirm.ts'
import { bootstrapInSight, withStorage } from './with-storage.ts'

/** Removes all data, once the reader agrees, and makes both organisations anew. */
export const runReset = async (invocation: Invocation): Promise<number> =>
  withStorage(invocation, 'data', async (storage) => {
    const { clients, tokens, executions, requests, snapshots } = await createResetStore(storage.db).count()
    const what = [
      ...[many(clients, 'client'), many(tokens, 'token'), many(executions, 'usage execution')],
      ...[many(requests, 'counted request'), many(snapshots, 'snapshot')],
    ]
    if (!(await confirm(invocation, `This removes ${what.join(', ')} from ${storage.place}.`))) {
      invocation.remark('Nothing was changed')
      return 1
    }
    // At once, so that a sandbox that runs never sees organisations missing.
    await storage.db.transaction(async (db) => {
      await createResetStore(db).reset()
      await bootstrapInSight({ db }, invocation)
    })
    invocation.remark('Everything was removed')
    return 0
  })

const many = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`
