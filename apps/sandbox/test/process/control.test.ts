import { expect, it, onTestFinished } from 'vitest'
import { openTestDatabase } from '../../src/testing/open-test-database.ts'
import { readyUrl, startMain } from './sandbox-program.ts'
import { eventually } from './start-program.ts'

const token = 'a-control-token-of-tests'

const database = async (): Promise<string> => {
  const { url, close } = await openTestDatabase()
  onTestFinished(close)
  return url
}

it('has a control interface on a port of its own when it is told to, and shows where, not its token', async () => {
  const program = startMain(['start'], {
    DATABASE_URL: await database(),
    SANDBOX_CONTROL_PORT: '0',
    SANDBOX_CONTROL_TOKEN: token,
  })
  const url = await readyUrl(program)
  const controlUrl = await eventually(() => /Control at (http\S+)/.exec(program.printed.stdout)?.[1])

  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const set = await fetch(`${controlUrl}/faults`, { method: 'POST', headers, body: '{"kind":"login-outage"}' })
  const login = await fetch(`${url}/oauth/token`, { method: 'POST', body: 'grant_type=client_credentials' })
  program.child.kill('SIGTERM')

  expect([set.status, login.status]).toEqual([201, 503])
  expect(controlUrl).not.toBe(url)
  expect(program.printed.stdout).not.toContain(token)
  expect(await program.exited).toBe(0)
})

it('has none otherwise', async () => {
  const program = startMain(['start'], { DATABASE_URL: await database() })
  await readyUrl(program)

  program.child.kill('SIGTERM')

  expect(await program.exited).toBe(0)
  expect(program.printed.stdout).not.toContain('Control')
})

it('refuses a port that is in use, by the name of its variable', async () => {
  const first = startMain(['start'], { DATABASE_URL: await database() })
  const { port } = new URL(await readyUrl(first))

  const second = startMain(['start'], {
    DATABASE_URL: await database(),
    SANDBOX_CONTROL_PORT: port,
    SANDBOX_CONTROL_TOKEN: token,
  })

  expect(await second.exited).toBe(1)
  expect(second.printed.stderr).toBe(
    `Cannot listen on 127.0.0.1:${port}: the port is in use; choose another with SANDBOX_CONTROL_PORT\n`,
  )
})
