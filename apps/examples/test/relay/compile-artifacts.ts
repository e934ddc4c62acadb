import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { GraphQLTaggedNode } from 'relay-runtime'
import { relayOperations } from './relay-operations.ts'

const run = promisify(execFile)
const compiler = createRequire(import.meta.url).resolve('relay-compiler/cli.js')
const schema = fileURLToPath(import.meta.resolve('@grantstream/gateway/schema.graphql'))
const config = {
  src: './src',
  schema: './schema.graphql',
  artifactDirectory: './artifacts',
  language: 'javascript',
  eagerEsModules: true,
}

export interface Artifacts {
  /** What Relay runs for an operation of this name, for example `Clients`. */
  load(operationName: string): Promise<GraphQLTaggedNode>
  /** How many operations were compiled. */
  readonly count: number
  remove(): Promise<void>
}

/** Lets Relay's compiler compile every operation against the schema. Rejects with what the compiler finds fault with. */
export const compileArtifacts = async (): Promise<Artifacts> => {
  const project = await mkdtemp(join(tmpdir(), 'grantstream-relay-'))
  const operations = relayOperations()
  await Promise.all(['src', 'artifacts'].map((folder) => mkdir(join(project, folder))))
  await copyFile(schema, join(project, 'schema.graphql'))
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(join(project, 'relay.config.json'), JSON.stringify(config))
  for (const [name, text] of operations) await writeFile(join(project, 'src', `${name}.js`), `graphql\`${text}\`\n`)
  await run(process.execPath, [compiler, 'relay.config.json'], { cwd: project })

  return {
    count: operations.size,
    load: async (name) => {
      const kind = /^\s*(\w)(\w+)/.exec(operations.get(name) ?? '')
      const file = `${name}${kind?.[1]?.toUpperCase()}${kind?.[2]}.graphql.js`
      const { default: artifact } = await import(join(project, 'artifacts', file))
      return artifact
    },
    remove: () => rm(project, { recursive: true, force: true }),
  }
}
