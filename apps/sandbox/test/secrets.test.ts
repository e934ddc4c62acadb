import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../src/store/open-database.ts'
import { startTestSandbox } from '../src/testing/index.ts'
import { callApi } from './call-api.ts'
import { callOperation, oauthOperations } from './call-operation.ts'
import { createClient, credentialsClient } from './client-drafts.ts'

it('keeps secrets and tokens out of every answer but their own, and in no table in clear', async () => {
  const sandbox = await startTestSandbox()
  const database = await openDatabase(sandbox.databaseUrl, { maxConnections: 1 })
  onTestFinished(async () => {
    await database.close()
    await sandbox.close()
  })
  const token = await sandbox.login()
  const call = callApi(sandbox.url, token)
  const { id, secret = '' } = await createClient(call, credentialsClient)
  const renewed = (await call('POST', `/api/v2/oauth/clients/${id}/secret`)).body as { secret: string }
  const own = await sandbox.login({ clientId: id, clientSecret: renewed.secret })
  const confidential = [secret, renewed.secret, sandbox.admin.clientSecret, token, own]

  const targets = { clientId: id, executionId: id, scopeId: 'oauth' }
  const silent = oauthOperations.filter(({ operationId }) => !/^post.*(Clients|Secret)$/.test(operationId))
  const answers = await Promise.all(silent.map((operation) => callOperation(call, operation, targets)))
  const tables = await database.sql`
    select table_name as name from information_schema.tables where table_schema = 'public'`
  const stored = await Promise.all(
    tables.map(({ name }) => database.sql`select row_to_json(t)::text as row from ${database.sql(name)} t`),
  )

  const text = JSON.stringify([answers.map(({ body }) => body), stored])
  expect(silent).toHaveLength(11)
  expect(stored.flat().length).toBeGreaterThan(20)
  expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain('"secret"')
  for (const each of confidential) {
    expect(each).toHaveLength(43)
    expect(text).not.toContain(each)
    expect(text).not.toContain(Buffer.from(each).toString('hex'))
  }
})
