import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { addNodeTypes, compile, strictly } from '../src/compile.ts'
import { type Example, readExamples, readReadme } from '../src/read-examples.ts'

const { project, source } = inject('packed')
// What takes arguments of a command is an example file, which a test of core runs.
const ofReadme = readReadme(join(source, 'README.md')).filter(({ code }) => !code.includes('process.argv'))
const examples = [...readExamples(join(source, 'src')), ...ofReadme]
const folder = join(project, 'examples')
const server = join(project, 'server')
const fileOf = (name: string) => `${name.replaceAll(/\W+/g, '-')}.ts`

// For a server. What is undefined counts as left out, also for a compiler that tells the two apart.
const leftOut = `
import { bearerToken, createOAuthApi, hostsOf, pollUsageExecution } from '@grantstream/core'

const [signal, timeoutMs] = [undefined, undefined]
const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token'), timeoutMs })
api.getOauthClientUsageSummary('a-client', { days: undefined, signal }).pipe(pollUsageExecution(api, 'a-client', { signal }))
`

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [1, 5] })
  await mkdir(folder)
  await addNodeTypes(project)
  await writeFile(join(project, 'package.json'), '{ "type": "module" }')
  const withPages = { ...strictly, lib: [...strictly.lib, 'dom'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: withPages }))
  await mkdir(server)
  await writeFile(join(server, 'left-out.ts'), leftOut)
  await writeFile(join(server, 'tsconfig.json'), JSON.stringify({ compilerOptions: strictly }))
  for (const { name, code } of examples) await writeFile(join(folder, fileOf(name)), code)
  ran = runAll()
}, 30_000)
afterAll(() => sandbox.close())
let ran: ReturnType<typeof runAll>

/** A client to be used, deleted or rotated by an example. */
const makeClient = async (token: string): Promise<{ id: string; secret: string }> => {
  const body = JSON.stringify({ name: 'Of an example', authorizedGrantType: 'CODE', scope: ['users'] })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(`${sandbox.url}/api/v2/oauth/clients`, { method: 'POST', headers, body })
  return (await answer.json()) as { id: string; secret: string }
}

it('the packed file serves a compiler that knows no pages, and takes undefined for what is left out', async () => {
  expect(await compile(server)).toEqual({ stdout: '', stderr: '' })
})

describe('the examples in docstrings and in the README', () => {
  it('compile against the packed file, and its declarations with them', async () => {
    expect(await compile(folder)).toEqual({ stdout: '', stderr: '' })
    expect(examples.length).toBeGreaterThan(12)
    expect(ofReadme).toHaveLength(7)
  })

  it.each(examples)('run: $name', { timeout: 60_000 }, async ({ name }) => {
    const { failures, rest } = await ran

    expect(failures.get(fileOf(name))).toBe('')
    expect(rest).toEqual({ code: 0, stderr: '' })
  })
})

/** Puts an example where it runs, against the sandbox and a client of its own. */
const localise = async ({ name, code }: Example): Promise<string> => {
  const token = await sandbox.login()
  const client = code.includes('its-secret')
    ? { id: sandbox.admin.clientId, secret: sandbox.admin.clientSecret }
    : await makeClient(token)
  const file = join(folder, `run-${fileOf(name)}`)
  const here = `apiUrl: '${sandbox.url}', loginUrl: '${sandbox.url}'`
  const given = { 'a-client': client.id, 'its-secret': client.secret, 'a-token': token }
  const localised = Object.entries(given).reduce(
    (text, [placeholder, value]) => text.replaceAll(`'${placeholder}'`, `'${value}'`),
    code.replaceAll(/\.\.\.hostsOf\('eu-west-1'\)/g, here),
  )
  await writeFile(file, localised)
  return file
}

/** Imports files all at once, and tells of each what it failed with. */
const runner = `
await Promise.all(process.argv.slice(1).map(async (file) => {
  const failure = await import(file).then(() => '', (error) => error.stack ?? String(error))
  process.send({ file, failure })
}))
process.disconnect()
`

/** Runs the examples in one process, since to start one takes longer than most of them. It has to end by itself. */
const runAll = async () => {
  const files = await Promise.all(examples.map(localise))
  const child = spawn(process.execPath, ['--input-type=module', '--eval', runner, ...files], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout: 50_000,
  })
  const failures = new Map<string, string>()
  child.on('message', ({ file, failure }: { readonly file: string; readonly failure: string }) => {
    failures.set(basename(file).replace(/^run-/, ''), failure)
  })
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const [code] = await once(child, 'close')
  return { failures, rest: { code, stderr } }
}
