import { mergeMap } from 'rxjs'
import { builder } from '../builder.ts'
import type { GatewayContext } from '../context.ts'
import { checkedHeartbeat } from '../input/heartbeat.ts'
import { vendorId } from '../input/vendor-id.ts'
import { UsageExecutionType } from './usage.ts'
import { type UsageEvent, usageEvents } from './usage-events.ts'
import { StartUsageQueryInput, StartUsageSummaryInput } from './usage-inputs.ts'
import { type UsageStart, usageQueryStart, usageSummaryStart } from './usage-start.ts'

/** The execution of an event; throws its failure, which makes it an error of this one event. */
const executionOf = ({ told, atMs, end }: UsageEvent, _args: object, { progress }: GatewayContext) => {
  progress.stateAtMs = atMs
  progress.end = end
  if ('failure' in told) throw told.failure
  return told.execution
}

/** Starts an execution and follows it to its end. */
const startAndFollow = (context: GatewayContext, begin: () => UsageStart) =>
  usageEvents(context, () => {
    const { clientId, start } = begin()
    return (follower) =>
      start.pipe(
        mergeMap(({ executionId = '' }) => context.polls.follow(follower, { clientId, executionId }, 'just started')),
      )
  })

const heartbeatSeconds = {
  description: 'Sends a result without data every so many seconds, 1 to 300, to show that the stream lives; none else.',
} as const

/** Lets the stream send heartbeats, if they were asked for. */
const beating = (context: GatewayContext, heartbeatSeconds: number | null | undefined): GatewayContext => {
  if (heartbeatSeconds != null) context.progress.heartbeatMs = checkedHeartbeat(heartbeatSeconds) * 1000
  return context
}

builder.subscriptionFields((t) => ({
  usageExecution: t.field({
    type: UsageExecutionType,
    nullable: true,
    description: 'Follows an execution that was started before: looks at once, then until it is COMPLETE or FAILED.',
    args: {
      clientId: t.arg.id({ required: true, description: "The vendor's id of the client it is about." }),
      executionId: t.arg.id({ required: true, description: "The vendor's id of the execution." }),
      heartbeatSeconds: t.arg.int(heartbeatSeconds),
    },
    subscribe: (_root, { clientId, executionId, heartbeatSeconds }, context) =>
      usageEvents(beating(context, heartbeatSeconds), () => {
        const execution = {
          clientId: vendorId(clientId, 'clientId'),
          executionId: vendorId(executionId, 'executionId'),
        }
        return (follower) => context.polls.follow(follower, execution)
      }),
    resolve: executionOf,
  }),
  usageQuery: t.field({
    type: UsageExecutionType,
    nullable: true,
    description: 'Starts to count the calls of a client and follows the execution until it is COMPLETE or FAILED.',
    args: {
      input: t.arg({ type: StartUsageQueryInput, required: true, description: 'What to count.' }),
      heartbeatSeconds: t.arg.int(heartbeatSeconds),
    },
    subscribe: (_root, { input, heartbeatSeconds }, context) =>
      startAndFollow(beating(context, heartbeatSeconds), () => usageQueryStart(context.api, input)),
    resolve: executionOf,
  }),
  usageSummary: t.field({
    type: UsageExecutionType,
    nullable: true,
    description: 'Starts to sum up the calls of a client and follows the execution until it is COMPLETE or FAILED.',
    args: {
      input: t.arg({ type: StartUsageSummaryInput, required: true, description: 'How far back.' }),
      heartbeatSeconds: t.arg.int(heartbeatSeconds),
    },
    subscribe: (_root, { input, heartbeatSeconds }, context) =>
      startAndFollow(beating(context, heartbeatSeconds), () => usageSummaryStart(context.api, input)),
    resolve: executionOf,
  }),
}))
