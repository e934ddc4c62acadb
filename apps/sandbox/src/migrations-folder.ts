import { fileURLToPath } from 'node:url'

/** Beside this folder, and beside the one that it is built to. */
export const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))
