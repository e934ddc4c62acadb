import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { generateTypes } from '@grantstream/openapi-tools/generate-types'
import { parse } from 'yaml'

/** Writes what is made of `openapi.yaml`; with `--check` it only tells whether the committed files are current. */
const source = new URL('../openapi.yaml', import.meta.url)
const directory = new URL('./generated/', import.meta.url)
const fresh = {
  'openapi.ts': await generateTypes(source),
  // Every program that binds the contract reads it at its start, which takes a hundred times as long of YAML.
  'openapi.json': `${JSON.stringify(parse(await readFile(source, 'utf8')), null, 1)}\n`,
}

await mkdir(directory, { recursive: true })
for (const [name, text] of Object.entries(fresh)) {
  const target = new URL(name, directory)
  if (!process.argv.includes('--check')) await writeFile(target, text)
  else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(`src/generated/${name} is stale: run \`pnpm generate\` and commit the result\n`)
    process.exitCode = 1
  }
}
