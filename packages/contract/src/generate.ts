import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { generateTypes } from '@grantstream/openapi-tools/generate-types'

/** Writes the types of `openapi.yaml`; with `--check` it only tells whether the committed ones are current. */
const target = new URL('./generated/openapi.ts', import.meta.url)
const fresh = await generateTypes(new URL('../openapi.yaml', import.meta.url))

if (process.argv.includes('--check')) {
  const committed = await readFile(target, 'utf8').catch(() => '')
  if (committed !== fresh) {
    process.stderr.write('src/generated/openapi.ts is stale: run `pnpm generate` and commit the result\n')
    process.exitCode = 1
  }
} else {
  await mkdir(new URL('.', target), { recursive: true })
  await writeFile(target, fresh)
}
