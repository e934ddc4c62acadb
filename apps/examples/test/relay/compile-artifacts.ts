import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { GraphQLTaggedNode } from 'relay-runtime'
import { relayFragments, relayOperations } from './relay-operations.ts'

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
  /** What Relay runs for one of the documents, by the name of its operation, for example `Clients`. */
  load(operationName: string): Promise<GraphQLTaggedNode>
  /** The names of the operations that the compiler wrote. */
  readonly names: readonly string[]
  remove(): Promise<void>
}

/** Lets Relay's compiler compile every operation against the schema. Rejects with what the compiler finds fault with. */
export const compileArtifacts = async (): Promise<Artifacts> => {
  const project = await mkdtemp(join(tmpdir(), 'grantstream-relay-'))
  const remove = () => rm(project, { recursive: true, force: true })
  await Promise.all(['src', 'artifacts'].map((folder) => mkdir(join(project, folder))))
  await copyFile(schema, join(project, 'schema.graphql'))
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(join(project, 'relay.config.json'), JSON.stringify(config))
  for (const [name, text] of [...relayOperations(), ...relayFragments])
    await writeFile(join(project, 'src', `${name}.js`), `graphql\`${text}\`\n`)
  await run(process.execPath, [compiler, 'relay.config.json'], { cwd: project }).catch(async (failure) => {
    await remove()
    throw failure
  })

  const names = (await readdir(join(project, 'artifacts')))
    .filter((file) => /(Query|Mutation|Subscription)\.graphql\.js$/.test(file))
    .map((file) => file.replace('.graphql.js', ''))

  return {
    names,
    load: async (operationName) => {
      const name = names.find((each) => each.replace(/(Query|Mutation|Subscription)$/, '') === operationName)
      const { default: artifact } = await import(pathToFileURL(join(project, 'artifacts', `${name}.graphql.js`)).href)
      return artifact
    },
    remove,
  }
}
