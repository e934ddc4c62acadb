import { type Placeholder, type SQL, sql } from 'drizzle-orm'

/** A hash as text. */
export const hex = (hash: Uint8Array): string => Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString('hex')

/** The array of hashes that one parameter holds, as texts between commas: so one prepared statement does for any number. */
export const hashesIn = (texts: Placeholder): SQL =>
  sql`array(select decode(text, 'hex') from unnest(string_to_array(${texts}, ',')) as text)`
