import { DatabaseError } from './database-error.ts'

/** Where a database is, as it may be shown: without password or parameters. Errors with `DatabaseError`. */
export const databaseAddress = (url: string): string => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !['postgres:', 'postgresql:'].includes(parsed.protocol) || !parsed.hostname) {
    // The value is not repeated: what is wrong with it may be a password with an unescaped character.
    throw new DatabaseError(
      'DATABASE_URL is not the address of a Postgres database; it should look like postgres://user:password@host:5432/name',
    )
  }
  const user = parsed.username && `${parsed.username}@`
  return `postgres://${user}${parsed.host}${parsed.pathname}`
}
