import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { answerMalformed } from './answer-malformed.ts'
import { type Clock, systemClock } from './clock.ts'
import { closeSilentConnections } from './close-silent-connections.ts'
import { boundOperations } from './contract/operations.ts'
import { createControl } from './control/create-control.ts'
import { createFaults } from './control/faults.ts'
import { createMovableClock } from './control/movable-clock.ts'
import { createRecording } from './control/recording.ts'
import type { SandboxControl } from './control/sandbox-control.ts'
import { Fault } from './fault.ts'
import { guardConnections } from './guard-connections.ts'
import { serveHealth } from './health.ts'
import { logFailure } from './log-failure.ts'
import { createMetrics } from './metrics/create-metrics.ts'
import { serveMetrics } from './metrics/serve-metrics.ts'
import { observeCalls } from './observe-calls.ts'
import { originForm } from './origin-form.ts'
import { serveApi } from './serve-api.ts'
import { serveLogin } from './serve-login.ts'
import { defaultSettings, type SandboxSettings } from './settings.ts'
import { shareWithOrigins } from './share-with-origins.ts'
import { answerHeaders } from './steps/answer-headers.ts'
import { createStores } from './store/create-stores.ts'
import type { Database } from './store/database.ts'
import { createSnapshotStore } from './store/snapshots.ts'
import { startSweeping } from './sweep.ts'
import { createUsageCounter } from './usage/usage-counter.ts'
import { writeFault } from './write-fault.ts'

export interface ServerOptions {
  /** Migrated and bootstrapped. The sandbox does not close it. */
  readonly database: Database
  /** What is left out has its default. */
  readonly settings?: Partial<SandboxSettings>
  readonly clock?: Clock
  /** From 0 up to 1; decides how long an execution runs, and which calls a fault strikes. */
  readonly random?: () => number
  /** As Fastify takes it; errors go to the error output when left out. */
  readonly logger?: FastifyServerOptions['logger']
}

/** A server, and what a test can do to it beside calling it. */
export type SandboxServer = FastifyInstance & { readonly control: SandboxControl }

/** The API and its login, ready to listen. Closing it writes the calls that are counted but not yet stored. */
export const createServer = async ({
  database,
  settings: given,
  clock: realClock = systemClock,
  random = Math.random,
  logger = { level: 'error', stream: process.stderr },
}: ServerOptions): Promise<SandboxServer> => {
  const settings = { ...defaultSettings, ...given }
  const stores = createStores(database)
  const app: FastifyInstance = Fastify({
    logger,
    bodyLimit: settings.bodyLimitBytes,
    requestTimeout: settings.requestTimeoutMs,
    // Node swaps the two limits when that of the head is the larger one.
    http: {
      requestTimeout: settings.requestTimeoutMs,
      headersTimeout: settings.requestTimeoutMs,
      connectionsCheckingInterval: settings.requestTimeoutMs / 2,
      requireHostHeader: false,
    },
    rewriteUrl: ({ url = '' }) => originForm(url),
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // Where only errors are told, which name their request, a logger for each request is of no use.
    childLoggerFactory: (log, bindings, options) => (log.level === 'error' ? log : log.child(bindings, options)),
    frameworkErrors: (error, request, reply) => {
      answerHeaders(request, reply)
      writeFault(error, request, reply)
    },
    clientErrorHandler: answerMalformed,
  })
  const logError = (error: unknown) => logFailure({ server: app }, error)
  const counter = createUsageCounter(stores.usage, settings.usageFlushMs, logError)
  const clock = createMovableClock(realClock)
  const metrics = createMetrics()
  const recording = createRecording(settings.recordedCallsMost)
  const operations = boundOperations().map(({ operation }) => operation)
  const faults = createFaults(operations, clock, random)
  const context = { stores, settings, clock, random, counter, metrics, faults }

  closeSilentConnections(app)
  app.addHook('onRequest', (request, reply, done) => {
    answerHeaders(request, reply)
    done()
  })
  shareWithOrigins(app, settings.allowedOrigins)
  guardConnections(app, settings)
  observeCalls(app, { counter, metrics, recording, clock })
  app.setErrorHandler(writeFault)
  app.setNotFoundHandler(() => {
    throw new Fault('not.found', 'There is no such resource')
  })
  serveHealth(app, database)
  serveMetrics(app, metrics)
  await app.register(async (api) => serveApi(api, context))
  await app.register(async (login) => serveLogin(login, context))

  const sweeping = startSweeping(stores, clock, settings.sweepMs, logError)
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
    // A call that a fault holds back would hold back the end as well.
    faults.clear()
  })
  // Nor may a connection be kept alive by a call that was in flight when the end began.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('Connection', 'close')
    done()
  })
  app.addHook('onClose', async () => {
    await sweeping.stop()
    await counter.flush().catch(logError)
  })
  const snapshots = createSnapshotStore(database)
  const control = createControl({ faults, clock, recording, snapshots, counter, sweep: sweeping.now })
  return Object.assign(app, { control })
}
