import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'

/** Gives work a data directory that is removed afterwards. Everyone may pass through it, as root's Postgres is someone else. */
export const withDataDirectory = async <T>(work: (directory: string) => Promise<T>): Promise<T> => {
  const parent = await mkdtemp(join(tmpdir(), 'grantstream-bench-'))
  await chmod(parent, 0o755)
  try {
    return await work(join(parent, 'data'))
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
}

/** The Postgres that serves a data directory now. */
export const serverOf = async (directory: string): Promise<{ readonly pid: number; readonly url: string }> => {
  const lines = (await readFile(join(directory, 'postmaster.pid'), 'utf8')).split('\n')
  return { pid: Number(lines[0]), url: `postgres://postgres@127.0.0.1:${lines[3]}/postgres` }
}

/** Runs statements on the Postgres that serves a data directory. */
export const withSql = async <T>(directory: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres((await serverOf(directory)).url, { max: 1, onnotice: () => undefined })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}
