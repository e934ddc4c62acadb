import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { inDatabase, withServer } from './template-database.ts'

const templateIsBusy = '55006'
const attempts = 100

/** Makes a database like the template, under a name that begins as the template's; answers its address. */
export const cloneDatabase = async (serverUrl: string, template: string): Promise<string> => {
  const name = `${template}_${randomBytes(5).toString('hex')}`
  await withServer(serverUrl, async (sql) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await sql`create database ${sql(name)} template ${sql(template)} strategy file_copy`
      } catch (error) {
        if (!(error instanceof postgres.PostgresError) || error.code !== templateIsBusy || attempt === attempts)
          throw error
        await sleep(20 + 30 * Math.random())
      }
    }
  })
  return inDatabase(serverUrl, name)
}

/** Removes a clone. Errors when somebody is still connected to it: what a test opens it has to close. */
export const dropClone = async (serverUrl: string, databaseUrl: string): Promise<void> => {
  const name = new URL(databaseUrl).pathname.slice(1)
  await withServer(serverUrl, async (sql) => {
    const left = await connectionsLeft(sql, name)
    await sql`drop database ${sql(name)} with (force)`
    if (left.length === 0) return
    throw new Error(`Still connected to the database of a test sandbox after it was closed: ${left.join('; ')}`)
  })
}

/** A connection that was ended a moment ago may still be listed, so there is some patience. */
const connectionsLeft = async (sql: postgres.Sql, name: string): Promise<string[]> => {
  for (let attempt = 1; ; attempt++) {
    const left = await sql`select application_name, query from pg_stat_activity where datname = ${name}`
    if (left.length === 0 || attempt === 40) return left.map((row) => `${row.application_name}: ${row.query}`)
    await sleep(25)
  }
}
