import { execFile } from 'node:child_process'
import { mkdir, realpath, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const require = createRequire(import.meta.url)
const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`))

/** What `tsc --init` turns on today, for a program of Node; the declarations of packages are checked as well. */
export const strictly = {
  target: 'es2022',
  lib: ['es2024'],
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  types: ['node'],
  skipLibCheck: false,
  noEmit: true,
}

/** What `execFile` rejects with. */
type Failed = Error & { readonly stdout: string; readonly stderr: string }

/** Lets a project import the types of Node. */
export const addNodeTypes = async (project: string): Promise<void> => {
  await mkdir(join(project, 'node_modules', '@types'), { recursive: true })
  await symlink(await realpath(folderOf('@types/node')), join(project, 'node_modules', '@types', 'node'), 'junction')
}

/** Compiles what a directory's tsconfig.json names; tells what the compiler printed. */
export const compile = (directory: string): Promise<{ stdout: string; stderr: string } | Failed> =>
  run(process.execPath, [join(folderOf('typescript'), 'bin', 'tsc'), '-p', directory]).catch((failed: Failed) => failed)
