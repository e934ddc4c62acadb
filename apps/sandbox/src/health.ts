import type { FastifyInstance } from 'fastify'
import type { Database } from './store/database.ts'
import { sql } from './store/drizzle.ts'

const patienceMs = 2000

/** `GET /health`: 200 when the database answers within 2 s, otherwise 503. Asks for no token and is not counted. */
export const serveHealth = (app: FastifyInstance, database: Database): void => {
  app.get('/health', async (_request, reply) => {
    const reachable = await Promise.race([answers(database), patience()])
    return reply.code(reachable ? 200 : 503).send({ status: reachable ? 'ok' : 'database unreachable' })
  })
}

const answers = (database: Database): Promise<boolean> =>
  database.execute(sql`select 1`).then(
    () => true,
    () => false,
  )

const patience = (): Promise<boolean> => new Promise((resolve) => setTimeout(resolve, patienceMs, false).unref())
