import { bootstrap } from '../bootstrap.ts'
import type { Config } from '../config.ts'
import { credentialsNotice } from './credentials-notice.ts'
import { seedInSight } from './seed-in-sight.ts'
import { openStorage } from './storage.ts'

/** Fills the organisations and ends. Clients that are made on the way are shown, as their secrets cannot be later. */
export const seed = async (
  config: Config,
  { organization, print }: { organization: 'first' | 'second' | 'both'; print: (text: string) => void },
): Promise<void> => {
  const storage = await openStorage(config)
  try {
    const admins = await bootstrap(storage.db, config.settings)
    const { firstAdmin, secondAdmin } = config.settings
    if (admins.first.made || admins.second.made) {
      print(credentialsNotice(admins, { first: Boolean(firstAdmin), second: Boolean(secondAdmin) }))
    }
    await seedInSight(storage.db, organization, print)
    print(`Data: ${storage.place}`)
  } finally {
    await storage.close()
  }
}
