import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { firstValueFrom } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { useSandbox } from './against-sandbox/sandbox-api.ts'

const { apiAs, sandbox } = useSandbox()
const example = fileURLToPath(new URL('../examples/watch-usage.ts', import.meta.url))
const read = (path: string) => readFile(fileURLToPath(new URL(path, import.meta.url)), 'utf8')

describe('examples/watch-usage.ts', () => {
  it('streams a usage execution from running to its rows', async () => {
    const { clientId, clientSecret } = sandbox().admin
    await firstValueFrom(apiAs().getOauthScopes())

    const { stdout } = await promisify(execFile)(process.execPath, [example, sandbox().url, clientId, clientSecret])

    expect(stdout).toMatch(/^running, next look in \d+ ms\n/)
    expect(stdout).toMatch(/^1 x GET api\/v2\/oauth\/scopes$/m)
  })

  it('ends with an error, and no secret in it, when the credentials are wrong', async () => {
    const run = promisify(execFile)(process.execPath, [example, sandbox().url, sandbox().admin.clientId, 'wrong-one'])

    const error = await run.catch((failed: { code: number; stderr: string }) => failed)

    expect(error).toMatchObject({ code: 1, stderr: expect.stringContaining('LoginError') })
    expect(error.stderr).not.toContain('wrong-one')
  })

  it('is under 15 lines of code, and the README shows it as it is', async () => {
    const code = await read('../examples/watch-usage.ts')
    const readme = await read('../README.md')

    expect(code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThan(15)
    expect(readme).toContain(code.trim())
  })
})
