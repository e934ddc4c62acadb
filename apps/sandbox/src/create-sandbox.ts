import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { answerMalformed } from './answer-malformed.ts'
import { type Clock, systemClock } from './clock.ts'
import { Fault } from './fault.ts'
import { serveHealth } from './health.ts'
import { serveApi } from './serve-api.ts'
import { serveLogin } from './serve-login.ts'
import { defaultSettings, type SandboxSettings } from './settings.ts'
import { answerHeaders } from './steps/answer-headers.ts'
import { createStores } from './store/create-stores.ts'
import type { Database } from './store/database.ts'
import { startSweeping } from './sweep.ts'
import { readInterval } from './usage/interval.ts'
import { createUsageCounter } from './usage/usage-counter.ts'
import { writeFault } from './write-fault.ts'

export interface SandboxOptions {
  /** Migrated and bootstrapped. The sandbox does not close it. */
  readonly database: Database
  /** What is left out has its default. */
  readonly settings?: Partial<SandboxSettings>
  readonly clock?: Clock
  /** From 0 up to 1; decides how long an execution runs. */
  readonly random?: () => number
  /** As Fastify takes it; errors go to the error output when left out. */
  readonly logger?: FastifyServerOptions['logger']
}

/** The API and its login, ready to listen. Closing it writes the calls that are counted but not yet stored. */
export const createSandbox = async ({
  database,
  settings: given,
  clock = systemClock,
  random = Math.random,
  logger = { level: 'error', stream: process.stderr },
}: SandboxOptions): Promise<FastifyInstance> => {
  const settings = { ...defaultSettings, ...given }
  const stores = createStores(database)
  const app: FastifyInstance = Fastify({
    logger,
    bodyLimit: settings.bodyLimitBytes,
    requestTimeout: settings.requestTimeoutMs,
    // Node swaps the two limits when that of the head is the larger one.
    http: { headersTimeout: settings.requestTimeoutMs, connectionsCheckingInterval: settings.requestTimeoutMs / 2 },
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        formats: { interval: (text: string) => readInterval(text) !== undefined },
      },
    },
    frameworkErrors: (error, request, reply) => {
      answerHeaders(request, reply)
      writeFault(error, request, reply)
    },
    clientErrorHandler: answerMalformed,
  })
  const logError = (error: unknown) => app.log.error(error)
  const counter = createUsageCounter(stores.usage, settings.usageFlushMs, logError)
  const context = { stores, settings, clock, random, counter }

  app.addHook('onRequest', async (request, reply) => answerHeaders(request, reply))
  app.setErrorHandler(writeFault)
  app.setNotFoundHandler(() => {
    throw new Fault('not.found', 'There is no such resource')
  })
  serveHealth(app, database)
  await app.register(async (api) => serveApi(api, context))
  await app.register(async (login) => serveLogin(login, context))

  const stopSweeping = startSweeping(stores, clock, settings.sweepMs, logError)
  app.addHook('onClose', async () => {
    await stopSweeping()
    await counter.flush().catch(logError)
  })
  return app
}
