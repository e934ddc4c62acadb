import { readFileSync, writeFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { seriousChanges } from './serious-changes.ts'

/** Makes the committed schema the released one, and tells what clients have to be told. */
const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

if (process.argv.length > 2) {
  process.stderr.write('usage: release-schema    lists what the schema may break, and makes it the released one\n')
  process.exit(process.argv.includes('--help') ? 0 : 1)
}
const next = read('schema.graphql')
const changes = await seriousChanges(buildSchema(read('schema.released.graphql')), buildSchema(next))
writeFileSync(new URL('../../schema.released.graphql', import.meta.url), next)
process.stdout.write([...changes, `${changes.length} changes that can break a client are released.`, ''].join('\n'))
