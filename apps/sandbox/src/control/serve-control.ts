import { createHash, timingSafeEqual } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { z } from 'zod'
import { boundOperations } from '../contract/operations.ts'
import { ControlError } from './control-error.ts'
import type { FaultRuleInput } from './fault-rule.ts'
import type { SandboxControl } from './sandbox-control.ts'

export interface ControlServerOptions {
  readonly control: SandboxControl
  /** What callers must bear. It is no token of the API, and no token of the API is it. */
  readonly token: string
  readonly logger?: FastifyServerOptions['logger']
}

/** The control interface over HTTP, ready to listen on a port of its own. README.md lists its calls. */
export const createControlServer = ({ control, token, logger = false }: ControlServerOptions): FastifyInstance => {
  const app = Fastify({ logger, bodyLimit: 64_000, exposeHeadRoutes: false, forceCloseConnections: true })
  const { faults, clock, snapshots, calls } = control
  // Many clients name the type of every body, also of none.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text: string, done) =>
    text === '' ? done(null) : parse(request, text, done),
  )
  const clockAnswer = () => ({ now: clock.now(), isFrozen: clock.isFrozen })

  app.addHook('onRequest', async ({ headers }) => {
    const [, given = ''] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? []
    if (!timingSafeEqual(digest(given), digest(token))) throw new Refusal(401, 'The control token is missing or wrong')
  })
  app.setNotFoundHandler(() => {
    throw new Refusal(404, 'There is no such control')
  })
  app.setErrorHandler((error, _request, reply) => {
    const { status, message, field } = refusalOf(error)
    if (status >= 500) app.log.error(error)
    return reply.code(status).send({ message, ...(field !== undefined && { field }) })
  })

  app.get('/faults', async () => ({ faults: faults.list() }))
  app.post('/faults', async ({ body }, reply) => reply.code(201).send(faults.add(body as FaultRuleInput)))
  app.delete('/faults', async (_request, reply) => {
    faults.clear()
    return reply.code(204).send()
  })
  app.delete('/faults/:id', async ({ params }, reply) => {
    if (!faults.remove((params as { id: string }).id)) throw new Refusal(404, 'There is no such fault')
    return reply.code(204).send()
  })

  app.get('/clock', async () => clockAnswer())
  app.put('/clock', async ({ body }) => {
    const { instant, frozen } = read(clockSchema, body)
    if (frozen) await clock.freeze(instant)
    else if (instant) await clock.set(instant)
    if (frozen === false) await clock.resume()
    return clockAnswer()
  })
  app.post('/clock/advance', async ({ body }) => {
    await clock.advance(read(advanceSchema, body).ms)
    return clockAnswer()
  })
  app.delete('/clock', async () => {
    await clock.reset()
    return clockAnswer()
  })

  app.get('/snapshots', async () => ({ snapshots: await snapshots.list() }))
  app.put('/snapshots/:name', async ({ params }) => snapshots.take((params as { name: string }).name))
  app.post('/snapshots/:name/restore', async ({ params }, reply) => {
    if (!(await snapshots.restore((params as { name: string }).name))) throw noSnapshot()
    return reply.code(204).send()
  })
  app.delete('/snapshots/:name', async ({ params }, reply) => {
    if (!(await snapshots.remove((params as { name: string }).name))) throw noSnapshot()
    return reply.code(204).send()
  })

  app.get('/calls', async ({ query }) => {
    const { operationId, clientId } = read(callsSchema, query)
    const wanted = calls
      .list()
      .filter((call) => (operationId ?? call.operationId) === call.operationId)
      .filter((call) => (clientId ?? call.clientId) === call.clientId)
    return { calls: wanted }
  })
  app.delete('/calls', async (_request, reply) => {
    calls.clear()
    return reply.code(204).send()
  })
  return app
}

class Refusal extends Error {
  readonly kind = 'refusal'
  readonly status: number
  readonly field: string | undefined

  constructor(status: number, message: string, field?: string) {
    super(message)
    this.status = status
    this.field = field
  }
}

const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], 'This is not an instant, as 2030-01-01T00:00:00Z is')
  .transform((text) => new Date(text))
const clockSchema = z
  .strictObject({ instant: instant.optional(), frozen: z.boolean().optional() })
  .refine((move) => Object.keys(move).length > 0, 'Give instant, frozen or both')
const advanceSchema = z.strictObject({ ms: z.int().min(-1e13).max(1e13) })
const isOperation = (id: string): boolean => boundOperations().some(({ operation }) => operation.operationId === id)
const callsSchema = z.strictObject({
  operationId: z.string().refine(isOperation, 'There is no such operation').optional(),
  clientId: z.string().optional(),
})

const read = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(input ?? {})
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Refusal(400, issue?.message ?? 'This cannot be read', issue?.path.join('.') || undefined)
}

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  if (error instanceof ControlError) return new Refusal(400, error.message, error.field)
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return status < 500 && error instanceof Error
    ? new Refusal(status, error.message)
    : new Refusal(500, 'The control failed')
}

const noSnapshot = (): Refusal => new Refusal(404, 'There is no such snapshot')
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
