import { z } from 'zod'
import { ControlError } from './control-error.ts'
import { latencySchema } from './latency.ts'

const target = {
  /** Ids of operations; all that the fault can strike when left out. */
  operations: z.array(z.string().max(100)).min(1).max(100).optional(),
  /** The share of calls that it strikes, above 0 up to 1. */
  rate: z.number().gt(0).max(1).default(1),
  /** How often it strikes at most. */
  times: z.int().min(1).optional(),
  /** How long it lasts by the sandbox's clock. Milliseconds. */
  forMs: z.int().min(1).max(1e12).optional(),
}

const ruleSchema = z.discriminatedUnion('kind', [
  /** Holds calls back, in real time, and then serves them. */
  z.strictObject({ kind: z.literal('latency'), latency: latencySchema, ...target }),
  /** Refuses with a code that the operations declare; `retryAfterSeconds` is for 429 alone. */
  z.strictObject({
    kind: z.literal('error'),
    code: z.string().max(100),
    retryAfterSeconds: z.int().min(0).max(86_400).optional(),
    ...target,
  }),
  /** Serves the call and breaks the connection in the middle of the answer. */
  z.strictObject({ kind: z.literal('reset'), ...target }),
  /** Serves the call and sends the first half of its answer as if it were the whole. */
  z.strictObject({ kind: z.literal('truncate'), ...target }),
  /** Answers with a page as proxies have it, instead of serving the call. */
  z.strictObject({
    kind: z.literal('page'),
    status: z.union([z.literal(502), z.literal(503), z.literal(504)]).default(502),
    ...target,
  }),
  /** Decides over usage executions that are started while it lasts. */
  z.strictObject({ kind: z.literal('execution'), outcome: z.enum(['fails', 'never ends']), ...target }),
  /** The login host answers 503, `temporarily_unavailable`. */
  z.strictObject({ kind: z.literal('login-outage'), ...target }),
])

/** A fault as it is asked for. */
export type FaultRuleInput = z.input<typeof ruleSchema>
/** A fault with every default filled in. */
export type FaultRule = z.output<typeof ruleSchema>

/** Errors with `ControlError`, which names the part that is at fault. */
export const readFaultRule = (input: unknown): FaultRule => {
  const parsed = ruleSchema.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.')
  throw new ControlError(issue?.message ?? 'This is not a fault', field || undefined)
}
