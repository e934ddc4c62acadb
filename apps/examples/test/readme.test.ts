import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { listen } from '@grantstream/gateway/listen'
import { startTestSandbox } from '@grantstream/sandbox/testing'
import { describe, expect, it, onTestFinished } from 'vitest'

const run = promisify(execFile)
const source = (name: string) => fileURLToPath(new URL(`../src/${name}`, import.meta.url))
const gatewayPackage = createRequire(import.meta.url).resolve('@grantstream/gateway/package.json')
const readme = readFileSync(new URL('README.md', `file://${gatewayPackage}`), 'utf8')

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
