import { bootstrap } from '../bootstrap.ts'
import type { Invocation } from './command.ts'
import { credentialsNotice } from './credentials-notice.ts'
import { openStorage, type Storage } from './storage.ts'

/** The program was asked to stop before a command had ended. */
class StoppedError extends Error {
  override readonly name = 'StoppedError'
  readonly kind = 'stopped'

  constructor() {
    super('Stopped; nothing was changed')
  }
}

/**
 * Works on the data and closes what it opened, also when it is asked to stop: the work is one transaction, which is undone
 * then. Errors with what the work errors with, or with `StoppedError`.
 */
export const withStorage = async <Result>(
  { config, stopRequested }: Pick<Invocation, 'config' | 'stopRequested'>,
  needs: 'data' | 'nothing',
  work: (storage: Storage) => Promise<Result>,
): Promise<Result> => {
  const stopped = stopRequested.then(() => {
    throw new StoppedError()
  })
  const storage = await Promise.race([openStorage(config, needs), stopped])
  const working = work(storage)
  working.catch(() => undefined)
  try {
    const result = await Promise.race([working, stopped])
    await storage.close()
    return result
  } catch (error) {
    await storage.abort()
    throw error
  }
}

/** Makes what every sandbox has, and shows the admin clients that were made: their secrets are not to be had later. */
export const bootstrapInSight = async (
  { db }: Pick<Storage, 'db'>,
  { config, print }: Pick<Invocation, 'config' | 'print'>,
): Promise<void> => {
  const { firstAdmin, secondAdmin } = config.settings
  const admins = await bootstrap(db, config.settings)
  if (!admins.first.made && !admins.second.made) return
  print(credentialsNotice(admins, { first: Boolean(firstAdmin), second: Boolean(secondAdmin) }))
}
