import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

const run = promisify(execFile)
const coreDirectory = dirname(createRequire(import.meta.url).resolve('@grantstream/core/package.json'))

declare module 'vitest' {
  interface ProvidedContext {
    /** Core, built and packed as it would be published. */
    packed: PackedCore
  }
}

/** Where the packed core is. */
export interface PackedCore {
  /** The packed file. */
  readonly file: string
  /** A project that has it installed, beside its peers. */
  readonly project: string
  /** `packages/core` of this repository. */
  readonly source: string
}

/** Vitest's global setup: builds and packs core once, and installs the packed file in an empty project. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const project = await realpath(await mkdtemp(join(tmpdir(), 'grantstream-consumer-')))
  const modules = join(project, 'node_modules')
  await run('pnpm', ['pack', '--pack-destination', project], {
    cwd: coreDirectory,
    shell: process.platform === 'win32',
  })
  const [file = ''] = (await readdir(project)).filter((name) => name.endsWith('.tgz'))
  await mkdir(join(modules, '@grantstream'), { recursive: true })
  await run('tar', ['-xzf', join(project, file), '-C', project])
  await cp(join(project, 'package'), join(modules, '@grantstream', 'core'), { recursive: true })
  const { peerDependencies } = JSON.parse(await readFile(join(coreDirectory, 'package.json'), 'utf8'))
  for (const peer of Object.keys(peerDependencies)) {
    await mkdir(dirname(join(modules, peer)), { recursive: true })
    await symlink(await realpath(join(coreDirectory, 'node_modules', peer)), join(modules, peer), 'junction')
  }
  provide('packed', { file: join(project, file), project, source: coreDirectory })
  return () => rm(project, { recursive: true, force: true })
}
