import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestSandbox } from '@grantstream/sandbox/testing'

/** Runs a script in a project, on any Node, with a sandbox's URL and the id and secret of its admin as arguments. */
export const runScript = async (
  node: string,
  project: string,
  script: string,
  { url, admin }: TestSandbox,
): Promise<{ stdout: string; stderr: string }> => {
  const file = join(project, 'script.mjs')
  await writeFile(file, script)
  return promisify(execFile)(node, [file, url, admin.clientId, admin.clientSecret])
}
