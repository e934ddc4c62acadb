import type { Filling } from '../postgres/fill-cluster.ts'
import { migrationsKey } from './migrations-key.ts'

/** All tables, and nothing in them. */
export const emptyTables = (): Filling => ({
  key: migrationsKey(),
  fill: async (url) => {
    // Loaded only where there is something to fill.
    const { openDatabase } = await import('./open-database.ts')
    const database = await openDatabase(url, { maxConnections: 1 })
    await database.close()
  },
})
