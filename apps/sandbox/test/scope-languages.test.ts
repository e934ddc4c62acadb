import type { OAuthScopeListing } from '@grantstream/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'

let sandbox: TestSandbox
let call: CallApi

beforeAll(async () => {
  sandbox = await startTestSandbox()
  call = callApi(sandbox.url, await sandbox.login())
})
afterAll(() => sandbox.close())

it.each([
  ['de-CH, fr;q=0.9', 'de', 'Benutzer lesen.'],
  ['it, fr;q=0.3, es;q=0.5', 'es', 'Leer los usuarios.'],
  ['pt', 'pt-br', 'Ler os usuários.'],
  ['ja', 'ja', 'ユーザーの参照。'],
  ['nl', 'en-us', 'Read users.'],
  ['%%%;;q=', 'en-us', 'Read users.'],
])('describes scopes for %s in %s', async (acceptLanguage, language, description) => {
  const headers = { 'accept-language': acceptLanguage }

  const one = await call('GET', '/api/v2/oauth/scopes/users:readonly', undefined, headers)
  const all = await call('GET', '/api/v2/oauth/scopes', undefined, headers)

  expect([one.status, one.headers.get('content-language')]).toEqual([200, language])
  expect(one.body).toEqual({ id: 'users:readonly', description, selfUri: '/api/v2/oauth/scopes/users:readonly' })
  expect((all.body as OAuthScopeListing).entities).toContainEqual(one.body)
  expect(all.headers.get('content-language')).toBe(language)
})
