import { mkdirSync, writeFileSync } from 'node:fs'
import { readOperations, readSchema } from './read-operations.ts'
import { operationsOf, trustedDocuments } from './trusted-documents.ts'
import { typedDocuments } from './typed-documents.ts'

const folder = new URL('generated/', import.meta.url)
const module = new URL('documents.ts', folder)

/** Writes what is generated from `operations/` and the gateway's schema. */
const schema = readSchema()
mkdirSync(folder, { recursive: true })
writeFileSync(module, await typedDocuments(schema, readOperations(schema)))
const manifest = trustedDocuments(operationsOf(await import(module.href)))
writeFileSync(new URL('trusted-documents.json', folder), `${JSON.stringify(manifest, null, 2)}\n`)
