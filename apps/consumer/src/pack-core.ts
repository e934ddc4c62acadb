import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Packed, packInto } from './pack-into.ts'

const manifest = createRequire(import.meta.url).resolve('@grantstream/core/package.json')

declare module 'vitest' {
  interface ProvidedContext {
    /** Core, beside its peers. */
    packed: Packed
  }
}

/** Vitest's global setup: packs core. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const { peerDependencies } = JSON.parse(await readFile(manifest, 'utf8'))
  const { packed, remove } = await packInto(dirname(manifest), '@grantstream/core', Object.keys(peerDependencies))
  provide('packed', packed)
  return remove
}
