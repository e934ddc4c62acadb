import { expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import { createGatewayMetrics } from './metrics.ts'
import { serveMetrics } from './serve-metrics.ts'

it('serves metrics and nothing else, on a port of its own', async () => {
  const server = await serveMetrics(createGatewayMetrics().registry, { host: '127.0.0.1', port: 0 })
  const statusOf = async (path: string, method = 'GET') => (await fetch(new URL(path, server.url), { method })).status
  const gateway = createGateway({ apiUrl: 'http://upstream.test' })

  const metrics = await fetch(server.url)

  expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(await metrics.text()).toContain('# TYPE grantstream_gateway_operations_total counter')
  expect([await statusOf('/'), await statusOf('/graphql'), await statusOf('/metrics', 'POST')]).toEqual([404, 404, 404])
  expect((await gateway.fetch('http://gateway.test/metrics')).status).toBe(404)
  await server.close()
})

it('says that it cannot listen where somebody else does', async () => {
  const { registry } = createGatewayMetrics()
  const first = await serveMetrics(registry, { host: '127.0.0.1', port: 0 })

  const second = serveMetrics(registry, { host: '127.0.0.1', port: Number(new URL(first.url).port) })

  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await first.close()
})
