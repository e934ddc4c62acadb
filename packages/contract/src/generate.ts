import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { generateTypes } from '@grantstream/openapi-tools/generate-types'
import { parse } from 'yaml'

/** Writes what is made of `openapi.yaml`; with `--check` it only tells whether the committed files are current. */
const source = new URL('../openapi.yaml', import.meta.url)
const types = new URL('./generated/openapi.ts', import.meta.url)
// Every program that binds the contract reads it at its start, which takes a hundred times as long of YAML.
const json = new URL('./generated/openapi.json', import.meta.url)
const fresh = new Map([
  [types, await generateTypes(source)],
  [json, `${JSON.stringify(parse(await readFile(source, 'utf8')), null, 1)}\n`],
])

await mkdir(new URL('.', types), { recursive: true })
for (const [target, text] of fresh) {
  if (!process.argv.includes('--check')) await writeFile(target, text)
  else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(
      `src/generated/${basename(target.pathname)} is stale: run \`pnpm generate\` and commit the result\n`,
    )
    process.exitCode = 1
  }
}
