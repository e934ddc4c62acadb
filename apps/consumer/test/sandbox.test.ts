import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { addNodeTypes, compile, strictly } from '../src/compile.ts'
import { findNodes } from '../src/find-nodes.ts'

const run = promisify(execFile)
const { file, project, source } = inject('packedSandbox')
const installed = join(project, 'node_modules', '@grantstream', 'sandbox')
const manifest = async (place: string) => JSON.parse(await readFile(join(place, 'package.json'), 'utf8'))
const nodes = findNodes(process.env)

/** A directory that the server of root can reach as well: to make a cluster takes longer than all else, so there is one. */
let parent: string
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'grantstream-test-'))
  await chmod(parent, 0o755)
})
afterAll(() => rm(parent, { recursive: true, force: true }))
/** The credentials that the program prints once: where it starts first. */
let admin = { id: '', secret: '' }

const program = async (): Promise<string> => join(installed, (await manifest(installed)).bin['grantstream-sandbox'])

/** Starts the program and reads what it prints up to the line that tells where it listens. */
const start = async (node: string, directory: string) => {
  const child = spawn(node, [await program(), 'start', '--data-dir', directory], {
    env: { PATH: process.env.PATH, SANDBOX_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await exited
  })
  let printed = ''
  for await (const line of createInterface({ input: child.stdout })) {
    printed += `${line}\n`
    const [, url] = /^Ready at (\S+)$/.exec(line) ?? []
    if (url === undefined) continue
    const [, id, secret] = /client id +(\S+)\n +client secret +(\S+)/.exec(printed) ?? []
    if (id !== undefined && secret !== undefined) admin = { id, secret }
    return { child, exited, url }
  }
  throw new Error(`It ended before it listened: ${printed}`)
}

describe('the packed sandbox', () => {
  it('has the build, the migrations, the README and the licence in it, and no source', async () => {
    expect((await readdir(installed)).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
    expect((await readdir(join(installed, 'dist'))).sort()).toEqual(['lib', 'migrations'])
    expect((await readdir(join(installed, 'dist', 'lib'))).every((name) => /\.(js|d\.ts)$/.test(name))).toBe(true)
  })

  it('needs what it depends on and nothing else of this repository', async () => {
    const { dependencies } = await manifest(installed)
    const names = (await readdir(join(installed, 'dist', 'lib'))).filter((name) => name.endsWith('.js'))
    const files = await Promise.all(names.map((name) => readFile(join(installed, 'dist', 'lib', name), 'utf8')))
    const specifiers = files.flatMap((text) =>
      [...text.matchAll(/^(?:import|export)\b[^'"]*?from ["']([^."'][^"']*)["']/gm)].map(([, name = '']) => name),
    )
    const packages = new Set(specifiers.map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name))

    expect([...packages].filter((name) => !name.startsWith('node:') && !(name in dependencies))).toEqual([])
    expect(packages).toContain('fastify')
    expect(Object.keys((await manifest(source)).dependencies).toSorted()).toEqual(Object.keys(dependencies).toSorted())
  })

  it('is clean by publint', async () => {
    const packed = await readFile(file)
    const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(packed).buffer }, strict: true })

    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  it('is clean by are-the-types-wrong', async () => {
    const require = createRequire(import.meta.url)
    const command = join(require.resolve('@arethetypeswrong/cli/package.json'), '..', 'dist', 'index.js')

    const { stdout } = await run(process.execPath, [command, '--profile', 'esm-only', '--no-color', file])

    expect(stdout).toMatch(/node16 \(from ESM\)[^\n]*🟢 \(ESM\)/u)
  })

  it('serves a compiler that checks the declarations of packages', async () => {
    const folder = join(project, 'compiled')
    await mkdir(folder)
    await addNodeTypes(project)
    await writeFile(join(project, 'package.json'), '{ "type": "module" }')
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: strictly }))
    const program = `
      import { createSandbox } from '@grantstream/sandbox'
      await using sandbox = await createSandbox({ clock: undefined })
      sandbox.control.faults.add({ kind: 'reset', times: undefined })`
    await writeFile(join(folder, 'program.ts'), program)

    expect(await compile(folder)).toEqual({ stdout: '', stderr: '' })
  })

  it('explains itself and tells its version', async () => {
    const ask = async (word: string) => (await run(process.execPath, [await program(), word])).stdout

    const [help, version] = await Promise.all([ask('--help'), ask('--version')])

    expect(help).toMatch(/^Usage: grantstream-sandbox /)
    expect(version).toBe(`${(await manifest(source)).version}\n`)
  })

  it.each(nodes)('starts, gives a token, serves and stops on Node $version', async ({ path }) => {
    const directory = join(parent, 'data')
    const { child, exited, url } = await start(path, directory)

    const login = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${admin.id}:${admin.secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    const { stdout: printed } = await run(path, [await program(), 'token', '--data-dir', directory])
    const served = await fetch(`${url}/api/v2/oauth/clients`, {
      headers: { authorization: `Bearer ${printed.trim()}` },
    })
    child.kill('SIGINT')

    expect(await exited).toEqual([0, null])
    expect([login.status, served.status]).toEqual([200, 200])
    expect(printed).toMatch(/^[\w-]{43}\n$/)
    expect(await readdir(directory)).not.toContain('postmaster.pid')
  })

  it.each(nodes)('gives a sandbox in one call on Node $version', async ({ path }) => {
    const script = `
      import { createSandbox } from '@grantstream/sandbox'
      const sandbox = await createSandbox()
      const headers = { authorization: 'Bearer ' + (await sandbox.login()) }
      const answer = await fetch(sandbox.url + '/api/v2/oauth/scopes', { headers })
      console.log((await answer.json()).total)
      await sandbox.close()`

    const { stdout } = await run(path, ['--input-type=module', '--eval', script], { cwd: project })

    expect(stdout).toBe('134\n')
  })
})
