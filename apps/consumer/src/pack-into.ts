import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A package of this repository, built and packed as it would be published. */
export interface Packed {
  /** The packed file. */
  readonly file: string
  /** A project that has it installed, beside what it needs. */
  readonly project: string
  /** The package in this repository. */
  readonly source: string
}

/**
 * Builds and packs a package once, and installs the packed file in an empty project, beside the packages named, as this
 * repository has them. The project is to be removed with `remove`.
 */
export const packInto = async (
  source: string,
  name: string,
  needs: readonly string[],
): Promise<{ packed: Packed; remove: () => Promise<void> }> => {
  const project = await realpath(await mkdtemp(join(tmpdir(), `grantstream-${basename(source)}-`)))
  const modules = join(project, 'node_modules')
  const place = join(modules, name)
  await run('pnpm', ['pack', '--pack-destination', project], { cwd: source, shell: process.platform === 'win32' })
  const [file = ''] = (await readdir(project)).filter((each) => each.endsWith('.tgz'))
  await mkdir(dirname(place), { recursive: true })
  await run('tar', ['-xzf', join(project, file), '-C', project])
  await cp(join(project, 'package'), place, { recursive: true })
  for (const need of needs) {
    await mkdir(dirname(join(modules, need)), { recursive: true })
    await symlink(await realpath(join(source, 'node_modules', need)), join(modules, need), 'junction')
  }
  const remove = () => rm(project, { recursive: true, force: true })
  return { packed: { file: join(project, file), project, source }, remove }
}
