import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { startThrowAwayPostgres } from '../postgres/start-embedded-postgres.ts'
import { emptyTables } from '../store/empty-tables.ts'
import { createTemplate, inDatabase, withServer } from './template-database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test sandboxes get their databases; set by the sandbox's global setup. */
    sandboxServer: { readonly serverUrl: string; readonly template: string }
  }
}

/**
 * Vitest's global setup: one Postgres for the whole run, thrown away at its end, or the one at `TEST_DATABASE_URL`;
 * in it a template that `startTestSandbox` clones. Errors at the end when a clone was left behind.
 */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const given = process.env.TEST_DATABASE_URL
  const { serverUrl, template, stop } = given ? await templateAt(given) : await templateOfOurs()
  provide('sandboxServer', { serverUrl, template })

  return async () => {
    try {
      const left = await withServer(serverUrl, (sql) => dropAll(sql, template))
      if (left > 0) throw new Error(`${left} test databases were not closed`)
    } finally {
      await stop()
    }
  }
}

const templateAt = async (serverUrl: string) => {
  const template = `sandbox_test_${randomBytes(5).toString('hex')}`
  await createTemplate(serverUrl, template)
  return { serverUrl, template, stop: async () => undefined }
}

/** The database of the cluster itself, which is why the server is reached by another one. */
const templateOfOurs = async () => {
  const { url, stop } = await startThrowAwayPostgres(emptyTables())
  return { serverUrl: inDatabase(url, 'template1'), template: 'postgres', stop }
}

/** Drops the template and what was cloned from it; answers how many clones there were. */
const dropAll = async (sql: Parameters<Parameters<typeof withServer>[1]>[0], template: string): Promise<number> => {
  const databases = await sql`select datname as name from pg_database where starts_with(datname, ${template})`
  for (const { name } of databases) await sql`drop database ${sql(name)} with (force)`
  return databases.length - 1
}
