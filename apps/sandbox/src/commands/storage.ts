import { relative, resolve } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../postgres/start-embedded-postgres.ts'
import type { OpenDatabase } from '../store/open-database.ts'

/** The database that a command works on. */
export interface Storage extends OpenDatabase {
  /** Where the data are, for the reader. */
  readonly place: string
  /** Settles, with the reason for the reader, when an embedded Postgres has ended that we did not stop. */
  readonly lost: Promise<string>
}

/**
 * Opens the database at `databaseUrl`, else an embedded one; `close` ends what was started here. Errors with
 * `EmbeddedPostgresError` where data are needed and there are none.
 */
export const openStorage = async (
  config: { readonly databaseUrl: string | undefined; readonly dataDirectory: string },
  needs: 'data' | 'nothing' = 'nothing',
): Promise<Storage> => {
  if (config.databaseUrl) {
    const { openDatabase } = await import('../store/open-database.ts')
    const database = await openDatabase(config.databaseUrl)
    return { ...database, place: database.address, lost: new Promise(() => undefined) }
  }
  const embedded = await startEmbeddedPostgres({ directory: config.dataDirectory, mustExist: needs === 'data' })
  try {
    const { openDatabase } = await import('../store/open-database.ts')
    const database = await openDatabase(embedded.url, { name: embedded.directory })
    const close = async () => {
      await database.close()
      await embedded.stop()
    }
    const abort = async () => {
      await database.abort()
      await embedded.stop()
    }
    return {
      ...database,
      close,
      abort,
      place: placeOf(embedded, resolve(config.dataDirectory)),
      lost: embedded.ended.then(() => lossOf(embedded)),
    }
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

const lossOf = ({ isOwned }: EmbeddedPostgres): string =>
  isOwned
    ? 'The embedded Postgres ended by itself'
    : 'The process that ran the Postgres of these data has ended; start again to serve them'

const placeOf = ({ directory, isOwned }: EmbeddedPostgres, wanted: string): string => {
  const shown = relative('', directory).startsWith('..') ? directory : relative('', directory)
  if (directory !== wanted) return `${shown} (the user that runs Postgres cannot reach ${wanted})`
  return isOwned ? shown : `${shown} (shared with another process)`
}
