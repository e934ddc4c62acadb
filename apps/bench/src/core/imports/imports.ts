import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { type Figure, type Measure, table } from '../../figure.ts'
import { peersFolder, runJson } from '../../peers.ts'
import { median } from '../../statistics.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const built = fileURLToPath(new URL('../../../peers/.data/imports/', import.meta.url))

const packages = ['rxjs', 'undici', '@opentelemetry/api', 'node:*']

/** Builds an entry of core as it would be published: JavaScript, packages left outside. Gives its URL. */
const buildEntry = async (name: string, code: string, external = packages): Promise<string> => {
  await mkdir(built, { recursive: true })
  const outfile = join(built, `${name}.mjs`)
  await build({
    stdin: { contents: code, resolveDir: here },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    conditions: ['es2015'],
    target: 'node20',
    external,
    outfile,
    logLevel: 'silent',
  })
  return pathToFileURL(outfile).href
}

/** What a fresh process pays to import a package. */
export const measureImports: Measure = async ({ quick }) => {
  const rxjs = await buildEntry('rxjs', `import 'rxjs'`)
  const core = await buildEntry('core', `export * from '@grantstream/core'`)
  const standalone = await buildEntry('standalone', `export * from '@grantstream/core/standalone'`, [])
  const node = await buildEntry('node', `export * from '@grantstream/core'; export * from '@grantstream/core/node'`)
  const modules: Record<string, readonly string[]> = {
    vendor: ['purecloud-platform-client-v2'],
    openai: ['openai'],
    'openapi-fetch': ['openapi-fetch'],
    'rxjs alone': [rxjs],
    'ours and rxjs': [core],
    'ours standalone, rxjs inside': [standalone],
    'ours, rxjs being there': [core, rxjs],
    'ours with the node entry, rxjs being there': [node, rxjs],
    nothing: ['node:path'],
  }
  const samples = new Map(Object.keys(modules).map((name) => [name, [] as { ms: number; bytes: number }[]]))
  for (let round = 0; round < (quick ? 3 : 11); round++) {
    for (const [name, given] of Object.entries(modules)) {
      samples.get(name)?.push(await runJson(join(peersFolder, 'import-once.mjs'), given))
    }
  }
  const cost = (name: string) => {
    const taken = samples.get(name) ?? []
    return { ms: median(taken.map(({ ms }) => ms)), megabytes: median(taken.map((each) => each.bytes)) / 1e6 }
  }
  const vendor = cost('vendor')
  const against = (name: string): Figure[] => {
    const own = cost(name)
    return [
      {
        what: `time to import: ${name}`,
        peers: `${vendor.ms.toFixed(0)} ms (vendor), ${cost('openai').ms.toFixed(0)} ms (openai)`,
        ours: `${own.ms.toFixed(1)} ms, ${(own.ms / vendor.ms).toFixed(2)} × vendor`,
        goal: '≤ 1/10 of the vendor',
        reached: own.ms <= vendor.ms / 10,
      },
      {
        what: `memory to import: ${name}`,
        peers: `${vendor.megabytes.toFixed(1)} MB (vendor), ${cost('openai').megabytes.toFixed(1)} MB (openai)`,
        ours: `${own.megabytes.toFixed(1)} MB, ${(own.megabytes / vendor.megabytes).toFixed(2)} × vendor`,
        goal: '≤ 1/10 of the vendor',
        reached: own.megabytes <= vendor.megabytes / 10,
      },
    ]
  }
  return {
    figures: [
      ...against('ours standalone, rxjs inside'),
      ...against('ours, rxjs being there'),
      ...against('ours and rxjs'),
    ],
    notes: [
      '### Import',
      '',
      table(
        ['module', 'ms', 'MB of resident memory'],
        Object.keys(modules).map((name) => [name, cost(name).ms.toFixed(1), cost(name).megabytes.toFixed(1)]),
      ),
      '',
      'A fresh process each, in interleaved rounds, medians. Ours is built to JavaScript first, as a published package is. What rxjs',
      'costs Node is its CommonJS build, 223 files: docs/decisions/0018-rxjs-by-its-public-name.md. The standalone entry has rxjs',
      'inside, in one file with core: docs/decisions/0026-an-entry-with-rxjs-inside.md.',
    ].join('\n'),
  }
}
