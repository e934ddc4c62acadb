import { expect, it, onTestFinished } from 'vitest'
import { startTestSandbox } from '../src/testing/index.ts'
import { callApi } from './call-api.ts'

const start = async () => {
  const sandbox = await startTestSandbox({ usageDelayMs: [0, 0], settings: { tokenPerMinute: 4, bodyLimitBytes: 100 } })
  onTestFinished(sandbox.close)
  const metrics = async () => {
    const answer = await fetch(`${sandbox.url}/metrics`)
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }
  return { sandbox, metrics }
}

it('counts calls by operation and status, executions, limits and faults, for Prometheus', async () => {
  const { sandbox, metrics } = await start()
  const token = await sandbox.login()
  const call = callApi(sandbox.url, token)
  const path = `/api/v2/oauth/clients/${sandbox.admin.clientId}/usage`

  const { body } = await call('GET', `${path}/summary`)
  await call('GET', (body as { resultsUri: string }).resultsUri)
  await call('POST', `${path}/query`, 'x'.repeat(101))
  sandbox.control.faults.add({ kind: 'error', code: 'service.unavailable', times: 1 })
  await call('GET', '/api/v2/oauth/scopes')
  await call('GET', '/api/v2/oauth/scopes')
  await call('GET', '/nothing')

  const { status, type, text } = await metrics()
  expect([status, type]).toEqual([200, expect.stringContaining('text/plain; version=0.0.4')])
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([
      'sandbox_requests_total{operation="postOauthToken",status="200"} 1',
      'sandbox_requests_total{operation="getOauthClientUsageSummary",status="200"} 1',
      'sandbox_requests_total{operation="postOauthClientUsageQuery",status="413"} 1',
      'sandbox_requests_total{operation="getOauthScopes",status="503"} 1',
      'sandbox_requests_total{operation="getOauthScopes",status="429"} 1',
      'sandbox_requests_total{operation="none",status="404"} 1',
      'sandbox_request_duration_seconds_count{operation="getOauthScopes"} 2',
      'sandbox_usage_executions_total{operation="getOauthClientUsageSummary"} 1',
      'sandbox_usage_looks_total{query_status="Complete"} 1',
      'sandbox_limit_hits_total{limit="token.rate.per.minute"} 1',
      'sandbox_limit_hits_total{limit="request.bytes.max"} 1',
      'sandbox_faults_total{kind="error"} 1',
    ]),
  )
  for (const secret of [token, sandbox.admin.clientId, sandbox.admin.clientSecret]) expect(text).not.toContain(secret)
})

it('counts every sandbox by itself', async () => {
  const [one, other] = [await start(), await start()]
  await one.sandbox.login()

  const [busy, idle] = [await one.metrics(), await other.metrics()]

  expect(busy.text).toContain('operation="postOauthToken"')
  expect(idle.text).not.toContain('operation="postOauthToken"')
})
