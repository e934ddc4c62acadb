import postgres from 'postgres'
import { openDatabase } from '../store/open-database.ts'

/** The same server with another database. */
export const inDatabase = (url: string, name: string): string => {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

/** Runs statements on the server that `url` names. */
export const withServer = async <T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/** Makes a database with all tables and nothing in them, to be cloned. */
export const createTemplate = async (serverUrl: string, name: string): Promise<void> => {
  await withServer(serverUrl, (sql) => sql`create database ${sql(name)}`)
  const database = await openDatabase(inDatabase(serverUrl, name), { maxConnections: 1 })
  await database.close()
}
