import { inject } from 'vitest'
import { type OpenDatabase, openDatabase } from '../store/open-database.ts'
import { cloneDatabase, dropClone } from './clone-database.ts'
// Only for what it declares `inject` to know, wherever this file is compiled.
import type {} from './global-setup.ts'

/** A migrated, empty database of one test's own. Closing drops it and errors when something is still connected. */
export interface TestDatabase extends OpenDatabase {
  readonly url: string
}

/** Needs the global setup beside this file in the `globalSetup` of the vitest configuration. */
export const openTestDatabase = async (): Promise<TestDatabase> => {
  const server = inject('sandboxServer')
  if (!server) throw new Error("Add '@grantstream/sandbox/testing/global-setup' to globalSetup in vitest.config.ts")

  const url = await cloneDatabase(server.serverUrl, server.template)
  const database = await openDatabase(url, { maxConnections: 4 })
  const close = async () => {
    await database.close()
    await dropClone(server.serverUrl, url)
  }
  return { ...database, url, close }
}
