import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { firstValueFrom } from 'rxjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bearerToken, createCall, explaining } from '../../src/operations.ts'
import { getTokensMe, getUsersMe } from '../../src/tokens.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

const callAs = (token: string) => createCall({ apiUrl: sandbox.url, auth: bearerToken(token), layers: [explaining()] })

it('tells the organisation and the client of a token, which differ by organisation', async () => {
  const tokens = await Promise.all([sandbox.login(), sandbox.login(sandbox.second)])

  const [one, other] = await Promise.all(tokens.map((token) => firstValueFrom(getTokensMe(callAs(token)))))

  expect(one?.OAuthClient?.id).toBe(sandbox.admin.clientId)
  expect(other?.OAuthClient?.id).toBe(sandbox.second.clientId)
  expect(one?.organization?.id).not.toBe(other?.organization?.id)
})

it('tells of a token without a user that it has none', async () => {
  const call = callAs(await sandbox.login())

  const failure = await firstValueFrom(getUsersMe(call)).catch((error: unknown) => error)

  expect(failure).toMatchObject({ kind: 'http', status: 400, code: 'not.a.user' })
})
