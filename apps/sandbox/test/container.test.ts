import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { DCLinter } from 'dclint'
import { validate } from 'dockerfile-utils'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../src/config.ts'

const pathOf = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))
const dockerfile = readFileSync(pathOf('Dockerfile'), 'utf8')
const stages = dockerfile.split(/^(?=FROM )/m).slice(1)
const runtime = stages.at(-1) ?? ''

interface Found {
  readonly messages: readonly { readonly line: number; readonly rule: string; readonly message: string }[]
}
const findings = (file: string): string[] => {
  const rules = { 'require-quotes-in-ports': [2, { quoteType: 'double' }] } as const
  const linted: Found[] = new DCLinter({ rules, quiet: false, debug: false, exclude: [] }).lintFiles([file], false)
  return linted.flatMap(({ messages }) => messages.map(({ line, rule, message }) => `${line} ${rule}: ${message}`))
}

describe('the container file', () => {
  it('is clean by the validator of the Docker language server', () => {
    expect(validate(dockerfile).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([])
    expect(validate('FROM node\nEXPOSE none\n').length).toBeGreaterThan(0)
  })

  it('names every base by an exact version, those of this repository', () => {
    const workspace = readFileSync(pathOf('../../pnpm-workspace.yaml'), 'utf8')
    const { packageManager } = JSON.parse(readFileSync(pathOf('../../package.json'), 'utf8'))

    expect(stages.map((stage) => /^FROM (\S+)/.exec(stage)?.[1])).toEqual([
      `node:${parse(workspace).nodeVersion}-bookworm-slim`,
      expect.stringMatching(/^debian:\d+\.\d+-slim$/),
    ])
    expect(new Set(dockerfile.match(/pnpm@[\d.]+/g))).toEqual(new Set([packageManager]))
  })

  it('runs as somebody who is not root, without npm, asks for its health, and takes SIGTERM itself', () => {
    expect(runtime).toMatch(/^USER 10001:10001$/m)
    expect(runtime.slice(runtime.indexOf('\nUSER '))).not.toMatch(/^(RUN|COPY|ADD)/m)
    expect(runtime).not.toMatch(/^(?!#).*\b(npm|npx|pnpm|corepack)\b/m)
    expect(runtime).toMatch(/^STOPSIGNAL SIGTERM$/m)
    expect(runtime).toMatch(/^HEALTHCHECK /m)
    // In the form of a list: a shell in between would not hand the signal on.
    expect(runtime).toMatch(/^ENTRYPOINT \["node", "\/sandbox\/dist\/lib\/main.js"\]$/m)
  })

  it('asks for its health by a program that can tell', async () => {
    const [, script = ''] = /^ {4}CMD \["node", "-e", (".*")\]$/m.exec(runtime) ?? []
    const run = promisify(execFile)(process.execPath, ['-e', JSON.parse(script)], {
      env: { ...process.env, SANDBOX_PORT: '1' },
    })

    await expect(run).rejects.toMatchObject({ code: 1, stderr: '' })
  })
})

describe('the compose file', () => {
  const { services } = parse(readFileSync(pathOf('compose.yaml'), 'utf8'))

  it('is clean by the linter, which holds it to the schema of the compose specification', () => {
    const broken = join(mkdtempSync(join(tmpdir(), 'grantstream-test-')), 'compose.yaml')
    onTestFinished(() => rmSync(dirname(broken), { recursive: true }))
    writeFileSync(broken, 'name: broken\nservices:\n  one:\n    image: postgres:18.1\n    read_only: [1]\n')

    expect(findings(pathOf('compose.yaml'))).toEqual([])
    expect(findings(broken)).toEqual([expect.stringContaining('invalid-schema')])
  })

  it('gives the sandbox only variables that it knows, a database that is healthy, and no more rights than it needs', () => {
    const { environment, depends_on: needs, read_only: isReadOnly, cap_drop: dropped } = services.sandbox
    const without = Object.fromEntries(
      Object.entries<string>(environment).map(([name, value]) => [name, value.replace(/\$\{\w+:-(.*?)\}/g, '$1')]),
    )

    expect(readConfig(without).databaseUrl).toBe('postgres://sandbox:sandbox-only@postgres:5432/sandbox')
    expect(Object.keys(environment).filter((name) => !/^(DATABASE_URL|SANDBOX_)/.test(name))).toEqual([])
    expect(needs).toEqual({ postgres: { condition: 'service_healthy' } })
    expect([isReadOnly, dropped]).toEqual([true, ['ALL']])
    expect(services.postgres.image).toMatch(/^postgres:18\.\d+-/)
  })
})
