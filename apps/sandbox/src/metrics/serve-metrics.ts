import type { FastifyInstance } from 'fastify'
import type { Metrics } from './create-metrics.ts'

/** `GET /metrics` for Prometheus. Asks for no token and is not counted itself. */
export const serveMetrics = (app: FastifyInstance, metrics: Metrics): void => {
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()))
}
