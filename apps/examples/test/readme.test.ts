import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { listen } from '@grantstream/gateway/listen'
import { startTestSandbox } from '@grantstream/sandbox/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { servePages } from '../src/server/serve-pages.ts'

const run = promisify(execFile)
const source = (name: string) => fileURLToPath(new URL(`../src/${name}`, import.meta.url))
const gatewayPackage = createRequire(import.meta.url).resolve('@grantstream/gateway/package.json')
const readme = readFileSync(new URL('README.md', `file://${gatewayPackage}`), 'utf8')

describe('the program that serves the pages', () => {
  it('tells where they are, and whom the gateway has to let ask', async () => {
    const program = spawn(process.execPath, [source('main.ts'), '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(async () => {
      program.kill()
      if (program.exitCode === null && program.signalCode === null) await once(program, 'exit')
    })

    const [said] = await once(program.stdout.setEncoding('utf8'), 'data')
    const pages: string[] = said.match(/http:\/\/\S+\/(urql|apollo)/g)
    const answers = await Promise.all(pages.map((url) => fetch(url)))

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(said).toContain(`GATEWAY_ALLOWED_ORIGINS=${new URL(pages[0] ?? '').origin}`)
  })

  it.each(['4020x', '65536', '--sed'])('shows how it is used in place of a stack for %s', (given) => {
    const { status, stderr } = spawnSync(process.execPath, [source('main.ts'), given], { encoding: 'utf8' })

    expect(status).toBe(1)
    expect(stderr).toMatch(/^usage: .*\n$/)
  })

  it('says in one line that its port is taken', async () => {
    const pages = await servePages(0)
    onTestFinished(() => pages.close())

    const { status, stderr } = spawnSync(process.execPath, [source('main.ts'), new URL(pages.url).port], {
      encoding: 'utf8',
    })

    expect(status).toBe(1)
    expect(stderr).toMatch(/^The pages cannot be served: .*address already in use.*\n$/)
  })
})

describe('the README of the gateway', () => {
  it.each(['watch-usage.ts', 'urql/create-client.ts', 'apollo/create-client.ts'])('shows %s as it is run', (name) => {
    expect(readme).toContain(`\`\`\`ts\n${readFileSync(source(name), 'utf8')}\`\`\``)
  })

  it('shows a program that follows an execution to its end', async () => {
    const sandbox = await startTestSandbox()
    const gateway = await listen(
      { host: '127.0.0.1', port: 0 },
      { apiUrl: sandbox.url, polling: { schedule: () => 50 } },
    )
    onTestFinished(async () => {
      await gateway.close()
      await sandbox.close()
    })

    const { stdout } = await run(process.execPath, [
      source('watch-usage.ts'),
      `${gateway.url}/graphql`,
      await sandbox.login(),
    ])

    expect(stdout).toMatch(/^(Admin Client: RUNNING\n)+Admin Client: COMPLETE\n\d+ calls in seven days\n$/)
  })
})
