import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startOtlpReceiver } from './otlp-receiver.ts'
import { parseExposition } from './parse-exposition.ts'
import { startCommand } from './run-command.ts'
import { startTokenIssuer } from './token-issuer.ts'

const caller = '4bf92f3577b34da6a3ce929d0e0e4736'

describe('a gateway that logs all, measures and traces', () => {
  let sandbox: TestSandbox
  let collector: Awaited<ReturnType<typeof startOtlpReceiver>>
  let answers: Record<string, string>
  let secrets: Record<string, string>
  let metrics: string
  let output: string
  let lines: Readonly<Record<string, unknown>>[]

  beforeAll(async () => {
    sandbox = await startTestSandbox()
    collector = await startOtlpReceiver()
    const issuer = await startTokenIssuer()
    const ownToken = await issuer.sign({ sub: 'alice' })
    const token = await sandbox.login()
    const { child, ended, said, url } = await startCommand({
      UPSTREAM_API_URL: sandbox.url,
      UPSTREAM_LOGIN_URL: sandbox.url,
      GATEWAY_LOG_LEVEL: 'debug',
      GATEWAY_METRICS_PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      GATEWAY_JWT_ISSUER: issuer.issuer,
      GATEWAY_JWT_AUDIENCE: issuer.audience,
      GATEWAY_JWT_JWKS_URL: issuer.jwksUrl,
      GATEWAY_SERVICE_CLIENT_ID: sandbox.admin.clientId,
      GATEWAY_SERVICE_CLIENT_SECRET: sandbox.admin.clientSecret,
      GATEWAY_PROT: 'a slip',
    })
    const send = async (query: string, variables: object = {}, bearer = token, accept = 'application/json') => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${bearer}`,
          'content-type': 'application/json',
          accept,
          traceparent: `00-${caller}-00f067aa0ba902b7-01`,
        },
        body: JSON.stringify({ query, variables }),
      })
      return response.text()
    }
    const clientId = sandbox.admin.clientId
    const input = {
      ...{ name: 'Canary', authorizedGrantType: 'CODE', scopeIds: ['users'] },
      registeredRedirectUris: ['https://example.com/callback'],
    }
    const withSecret = '... on OAuthClientWithSecret { secret client { clientId } } ... on Problem { code }'
    const created = await send(
      `mutation Make($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { ${withSecret} } }`,
      { input },
    )
    const made = JSON.parse(created).data.createOAuthClient
    const rotate = `mutation Rotate($id: ID!) { regenerateOAuthClientSecret(input: { clientId: $id }) { ${withSecret} } }`
    const regenerated = await send(rotate, { id: made.client.clientId })
    const usage = 'subscription Follow($id: ID!) { usageSummary(input: { clientId: $id }) { status } }'
    sandbox.control.faults.add({ kind: 'page', operations: ['getOauthScopes'], times: 1 })
    answers = {
      created,
      regenerated,
      unknown: await send(rotate, { id: 'nobody' }),
      page: await send('{ oauthScopes { id } }'),
      variable: await send('query ($n: Int) { oauthClients(first: $n) { totalCount } }', { n: token }),
      invalid: await send('{ nothingOfThisName }'),
      malformed: await send(`{ "${token}`),
      refused: await send('{ oauthScopes { id } }', {}, `${token}x`),
      stream: await send(usage, { id: clientId }, token, 'text/event-stream'),
      ownCaller: await send('query Own { oauthClients { totalCount } }', {}, ownToken),
    }
    secrets = {
      token,
      own: ownToken,
      service: sandbox.admin.clientSecret,
      first: made.secret,
      second: JSON.parse(regenerated).data.regenerateOAuthClientSecret.secret,
    }
    const metricsUrl = await vi.waitUntil(() => /"url":"([^"]+\/metrics)"/.exec(said())?.[1], { timeout: 10_000 })
    metrics = await (await fetch(metricsUrl)).text()
    child.kill('SIGTERM')
    const { stdout, stderr } = await ended
    output = stdout + stderr
    lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    await issuer.close()
  }, 60_000)
  afterAll(async () => {
    await collector?.close()
    await sandbox?.close()
  })

  it('gives a secret in the answer that makes it, and has it in no log, metric, span, or other answer', () => {
    const places = { ...answers, output, metrics, spans: collector.bodies.join('') }
    const found = Object.entries(secrets).flatMap(([name, secret]) =>
      Object.entries(places).flatMap(([place, text]) => (text.includes(secret) ? [`${name} in ${place}`] : [])),
    )

    expect(Object.values(secrets).every((secret) => secret.length >= 16)).toBe(true)
    expect(found).toEqual(['first in created', 'second in regenerated'])
  })

  it('logs one line per operation and a line per upstream call, with neither variables nor documents', () => {
    const operations = lines.filter(({ msg }) => msg === 'operation').map(({ type, name }) => [type, name])
    const calls = lines.filter(({ msg }) => msg === 'upstream answered')

    expect(operations).toEqual(
      expect.arrayContaining([
        ['mutation', 'Make'],
        ['mutation', 'Rotate'],
        ['subscription', 'Follow'],
        ['query', 'Own'],
        ['invalid', undefined],
      ]),
    )
    expect(calls.length).toBeGreaterThan(6)
    expect(output).not.toMatch(/mutation Make|createOAuthClient\(|Canary/)
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', name: 'GATEWAY_PROT', meant: 'GATEWAY_PORT' }),
    )
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'stream ended', end: 'completed', transport: 'SSE' }))
  })

  it('measures what happened, in a form that Prometheus takes', () => {
    const samples = parseExposition(metrics)
    const sampleOf = (name: string, labels = '') =>
      samples.find((sample) => sample.name === `grantstream_gateway_${name}` && sample.labels === labels)?.value

    expect(sampleOf('operations_total', 'transport="POST",type="mutation",outcome="ok"')).toBe(3)
    expect(sampleOf('operations_total', 'transport="POST",type="query",outcome="UPSTREAM_UNAVAILABLE"')).toBe(1)
    expect(sampleOf('upstream_calls_total', 'operation="getOauthScopes",status="502"')).toBe(1)
    expect(sampleOf('upstream_calls_total', 'operation="postOauthClientSecret",status="200"')).toBe(1)
    expect(sampleOf('refusals_total', 'transport="POST",guard="variables"')).toBe(1)
    expect(sampleOf('streams_ended_total', 'transport="SSE",end="completed"')).toBe(1)
    expect(sampleOf('live_streams', 'transport="SSE"')).toBe(0)
    expect(sampleOf('delivery_lag_seconds_count')).toBeGreaterThan(0)
    expect(samples.map(({ name }) => name)).toContain('nodejs_eventloop_lag_p99_seconds')
    expect(metrics).not.toMatch(/Make|Rotate|Follow/)
  })

  it('traces from the caller through the operation to its upstream calls', () => {
    const spans = collector.spans()
    const operation = spans.find(({ attributes }) => attributes.some(({ value }) => value.stringValue === 'Rotate'))
    const call = spans.find(({ name }) => name === 'postOauthClientSecret')
    const follow = spans.find(({ name }) => name === 'subscription')
    const looks = spans.filter(({ name }) => name === 'getOauthClientUsageQueryResult')

    expect(operation).toMatchObject({ name: 'mutation', traceId: caller, parentSpanId: '00f067aa0ba902b7' })
    expect(call).toMatchObject({ traceId: caller, parentSpanId: operation?.spanId })
    expect(looks.length).toBeGreaterThan(0)
    expect(new Set(looks.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([follow?.spanId]))
  })
})
