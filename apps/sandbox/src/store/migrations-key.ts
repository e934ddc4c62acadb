import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrationsFolder } from '../migrations-folder.ts'

/** Changes with every migration, also with one that nobody has yet. */
export const migrationsKey = (): string => {
  const key = createHash('sha256')
  for (const name of readdirSync(migrationsFolder).toSorted())
    if (name.endsWith('.sql')) key.update(name).update(readFileSync(join(migrationsFolder, name)))
  return key.digest('hex')
}
