import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { firstValueFrom } from 'rxjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { useSandbox } from './sandbox-api.ts'

const { apiAs, sandbox } = useSandbox()

beforeAll(async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.resolve('@grantstream/sandbox')))
  await promisify(execFile)(process.execPath, [main, 'seed'], {
    env: { ...process.env, DATABASE_URL: sandbox().databaseUrl },
  })
}, 30_000)

describe('a seeded organisation', () => {
  it('lists its authorizations, and gives each by its client', async () => {
    const api = apiAs()

    const listed = await firstValueFrom(api.getOauthAuthorizations({ acceptLanguage: 'en-us' }))
    const [first] = listed.entities ?? []
    const got = await firstValueFrom(api.getOauthAuthorization(first?.client?.id ?? 'none'))

    expect(listed.entities?.length).toBeGreaterThan(1)
    expect(listed.total).toBe(listed.entities?.length)
    expect(got).toEqual(first)
  })

  it('lists all its clients in one page', async () => {
    const { entities, pageCount } = await firstValueFrom(apiAs().getOauthClients())

    expect(pageCount).toBe(1)
    expect(entities?.length).toBeGreaterThan(30)
    expect(new Set(entities?.map((client) => client.authorizedGrantType)).size).toBeGreaterThan(2)
  })
})
