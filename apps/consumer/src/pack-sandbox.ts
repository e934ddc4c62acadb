import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Packed, packInto } from './pack-into.ts'

const manifest = createRequire(import.meta.url).resolve('@grantstream/sandbox/package.json')

declare module 'vitest' {
  interface ProvidedContext {
    /** The sandbox, beside what it depends on. */
    packedSandbox: Packed
  }
}

/** Vitest's global setup: packs the sandbox. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const { dependencies } = JSON.parse(await readFile(manifest, 'utf8'))
  const { packed, remove } = await packInto(dirname(manifest), '@grantstream/sandbox', Object.keys(dependencies))
  provide('packedSandbox', packed)
  return remove
}
