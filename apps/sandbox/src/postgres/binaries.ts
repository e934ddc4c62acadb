import { createHash } from 'node:crypto'
import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { runAs } from './run-as.ts'
import type { ServerUser } from './server-user.ts'

/** Absolute paths of the programs. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/**
 * The programs of the `embedded-postgres` package for this machine, in a place where `user` can run them: where they
 * were installed, else a copy (60 MB, made once) in the temporary directory, complete where the installation was not
 * finished. Errors with `EmbeddedPostgresError`.
 */
export const findBinaries = async (user: ServerUser | undefined): Promise<Binaries> => {
  const installed = await installedBinaries()
  if (await canRun(user, installed)) return installed
  const copied = await copyBinaries(installed)
  if (await canRun(user, copied)) return copied
  const { output } = await runAs(user, copied.postgres, ['--version'])
  throw new EmbeddedPostgresError(`The Postgres at ${copied.postgres} cannot be run: ${output.split('\n')[0]}`)
}

const installedBinaries = async (): Promise<Binaries> => {
  const platform = `${process.platform}-${process.arch}`
  // The watcher that ends the server with its parent needs a POSIX shell.
  if (process.platform === 'win32') throw unavailable(platform)
  const here = createRequire(import.meta.url)
  try {
    const path = createRequire(here.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`)
    return await import(pathToFileURL(path).href)
  } catch (cause) {
    throw unavailable(platform, cause)
  }
}

const unavailable = (platform: string, cause?: unknown): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    `No embedded Postgres is installed for ${platform}; set DATABASE_URL to use one of your own`,
    {
      cause,
    },
  )

const canRun = async (user: ServerUser | undefined, { postgres }: Binaries): Promise<boolean> =>
  (await runAs(user, postgres, ['--version'])).succeeded

const copyBinaries = async (installed: Binaries): Promise<Binaries> => {
  const native = dirname(dirname(installed.postgres))
  const key = createHash('sha256').update(native).digest('hex').slice(0, 12)
  const place = join(tmpdir(), `grantstream-postgres-${key}-${process.getuid?.()}`)
  if (!(await isOurs(place))) {
    const unfinished = await mkdtemp(`${place}-`)
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true })
    await chmod(unfinished, 0o755)
    await linkLibraries(unfinished)
    await rename(unfinished, place).catch(() => rm(unfinished, { recursive: true }))
  }
  const moved = (program: string): string => join(place, 'bin', basename(program))
  return { initdb: moved(installed.initdb), postgres: moved(installed.postgres) }
}

/** What the package does after it was installed, and does not where the package manager runs no scripts of packages. */
const linkLibraries = async (native: string): Promise<void> => {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(text) as { readonly source: string; readonly target: string }[]
  for (const { source, target } of links)
    await symlink(basename(source), join(native, relative('native', target))).catch(() => undefined)
}

/** The temporary directory is open to all: programs that someone else put there are not run. */
const isOurs = async (place: string): Promise<boolean> => {
  const found = await lstat(place).catch(() => undefined)
  if (!found) return false
  if (found.isDirectory() && found.uid === process.getuid?.()) return true
  throw new EmbeddedPostgresError(`${place} belongs to someone else; remove it, or set DATABASE_URL`)
}
