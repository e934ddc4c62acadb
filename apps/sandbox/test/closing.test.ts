import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { startTestSandbox } from '../src/testing/start-test-sandbox.ts'

// Long enough for a test that waits for it to fail.
const settings = { requestTimeoutMs: 600_000 }

it('closes at once although connections are open on which nothing was asked', async () => {
  const sandbox = await startTestSandbox({ settings })
  const { hostname, port } = new URL(sandbox.url)
  const silent = connect(Number(port), hostname)
  const ended = once(silent, 'close')
  await once(silent, 'connect')
  // An answer on another connection: by now the server has taken the silent one.
  await fetch(`${sandbox.url}/health`)

  await sandbox.close()

  await expect(ended).resolves.toBeDefined()
})
