import type { ApiUsageQueryResult, ApiUsageRow } from '@grantstream/core'
import { timeInterval } from 'rxjs'
import { builder } from '../builder.ts'
import { ask, type GatewayContext } from '../context.ts'
import { vendorId } from '../input/vendor-id.ts'
import { orNull } from './or-null.ts'
import { totalsOf, UsageRowType, UsageRowView, UsageTotalsType } from './usage-rows.ts'
import { outputEnum } from './vendor-enum.ts'

const usageStatus = outputEnum('UsageStatus', 'How far a usage execution got. In a stream UNKNOWN reads as RUNNING.', {
  Running: 'Not done yet.',
  Complete: 'Done: the rows are there.',
  Failed: 'Ended without rows; the upstream gives no reason.',
})

/** A usage execution as it was at one look. */
export interface UsageExecutionSource {
  readonly clientId: string
  readonly executionId: string
  readonly status: ReturnType<typeof usageStatus.read>
  /** Null until it is complete. */
  readonly rows: readonly ApiUsageRow[] | null
  readonly polls: number
  readonly elapsedMs: number
}

export const UsageExecutionType = builder.node(builder.objectRef<UsageExecutionSource>('UsageExecution'), {
  description: 'A usage query or summary as the upstream executes it. Its two ids are all it takes to follow it again.',
  id: {
    resolve: ({ clientId, executionId }) => [clientId, executionId].map(encodeURIComponent).join('/'),
    description: 'The global id, opaque; `node` takes it.',
  },
  fields: (t) => ({
    clientId: t.exposeID('clientId', { nullable: false, description: "The vendor's id of the client it is about." }),
    executionId: t.exposeID('executionId', { nullable: false, description: "The vendor's id of the execution." }),
    status: t.expose('status', { type: usageStatus.type, nullable: false, description: 'How far it got.' }),
    rows: t.field({
      type: [UsageRowType],
      nullable: true,
      description: 'What was counted, in no order; null until COMPLETE.',
      resolve: ({ rows }) => rows?.map((row) => new UsageRowView(row)),
    }),
    totals: t.field({
      type: UsageTotalsType,
      nullable: true,
      description: 'The sums over the rows; null until COMPLETE.',
      resolve: ({ rows }) => rows && totalsOf(rows),
    }),
    polls: t.exposeInt('polls', {
      nullable: false,
      description: 'How many looks were taken at it, by the poll that all share who follow it.',
    }),
    elapsedMs: t.exposeInt('elapsedMs', {
      nullable: false,
      description: 'Milliseconds since that poll, or this operation, turned to it.',
    }),
  }),
})

/** One look at an execution, without waiting; null when there is none. */
export const lookAt = (context: GatewayContext, clientId: string, executionId: string) =>
  ask(context, context.api.getOauthClientUsageQueryResult(executionId, clientId).pipe(timeInterval()))
    .then(({ value, interval }) => executionOf(context, clientId, executionId, value, interval))
    .catch(orNull)

const executionOf = (
  context: GatewayContext,
  clientId: string,
  executionId: string,
  { queryStatus, results }: ApiUsageQueryResult,
  elapsedMs: number,
): UsageExecutionSource => {
  const status = usageStatus.tell(queryStatus ?? '', context)
  return { clientId, executionId, status, rows: status === 'Complete' ? (results ?? []) : null, polls: 1, elapsedMs }
}

builder.queryField('usageExecution', (t) =>
  t.field({
    type: UsageExecutionType,
    nullable: true,
    description: 'One look at a usage execution, without waiting; null when there is none of those ids.',
    args: {
      clientId: t.arg.id({ required: true, description: "The vendor's id of the client it is about." }),
      executionId: t.arg.id({ required: true, description: "The vendor's id of the execution." }),
    },
    resolve: (_root, { clientId, executionId }, context) =>
      lookAt(context, vendorId(clientId, 'clientId'), vendorId(executionId, 'executionId')),
  }),
)
