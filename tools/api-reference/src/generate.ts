import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeReference } from './write-reference.ts'

// Writes docs/api from the docstrings of core; with --check it only tells whether docs/api is what it would write.
const root = fileURLToPath(new URL('../../../', import.meta.url))
const core = join(root, 'packages', 'core')
const committed = join(root, 'docs', 'api')

const { exports } = JSON.parse(await readFile(join(core, 'package.json'), 'utf8'))
// The standalone entry has the names of others.
const { './standalone': _, ...entries } = exports
const sources = Object.values<string>(entries).filter((source) => source.endsWith('.ts'))
const write = (out: string) =>
  writeReference({
    entryPoints: sources.map((source) => join(core, source)),
    tsconfig: join(core, 'tsconfig.json'),
    out,
  })

const textsOf = async (folder: string): Promise<Map<string, string>> => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const),
    ),
  )
}

const stale = async (): Promise<string[]> => {
  const fresh = await mkdtemp(join(tmpdir(), 'grantstream-api-'))
  try {
    await write(fresh)
    const [before, now] = await Promise.all([textsOf(committed), textsOf(fresh)])
    return [...new Set([...before.keys(), ...now.keys()])].filter((path) => before.get(path) !== now.get(path))
  } finally {
    await rm(fresh, { recursive: true })
  }
}

if (process.argv.includes('--check')) {
  const found = await stale()
  if (found.length > 0) {
    process.stderr.write(`docs/api is stale (${found.join(', ')}): run pnpm generate\n`)
    process.exitCode = 1
  }
} else {
  await write(committed)
}
