import { followUsageExecution, pollUsageExecution } from '@grantstream/core'
import { builder } from '../builder.ts'
import type { GatewayContext } from '../context.ts'
import { vendorId } from '../input/vendor-id.ts'
import { strictFirstLook } from './strict-first-look.ts'
import { UsageExecutionType } from './usage.ts'
import { type UsageEvent, usageEvents } from './usage-events.ts'
import { StartUsageQueryInput, StartUsageSummaryInput } from './usage-inputs.ts'
import { type UsageStart, usageQueryStart, usageSummaryStart } from './usage-start.ts'

/** The execution of an event; throws its failure, which makes it an error of this one event. */
const executionOf = (event: UsageEvent) => {
  if ('failure' in event) throw event.failure
  return event.execution
}

/** Starts an execution and follows it to its end. */
const startAndFollow = (context: GatewayContext, begin: () => UsageStart) =>
  usageEvents(context, () => {
    const { clientId, start } = begin()
    return start.pipe(pollUsageExecution(context.api, clientId, context.upstream.polling))
  })

builder.subscriptionFields((t) => ({
  usageExecution: t.field({
    type: UsageExecutionType,
    nullable: true,
    description: 'Follows an execution that was started before: looks at once, then until it is COMPLETE or FAILED.',
    args: {
      clientId: t.arg.id({ required: true, description: "The vendor's id of the client it is about." }),
      executionId: t.arg.id({ required: true, description: "The vendor's id of the execution." }),
    },
    subscribe: (_root, { clientId, executionId }, context) =>
      usageEvents(context, () =>
        followUsageExecution(
          strictFirstLook(context.api),
          vendorId(clientId, 'clientId'),
          vendorId(executionId, 'executionId'),
          context.upstream.polling,
        ),
      ),
    resolve: executionOf,
  }),
  usageQuery: t.field({
    type: UsageExecutionType,
    nullable: true,
    description: 'Starts to count the calls of a client and follows the execution until it is COMPLETE or FAILED.',
    args: { input: t.arg({ type: StartUsageQueryInput, required: true, description: 'What to count.' }) },
    subscribe: (_root, { input }, context) => startAndFollow(context, () => usageQueryStart(context.api, input)),
    resolve: executionOf,
  }),
  usageSummary: t.field({
    type: UsageExecutionType,
    nullable: true,
    description: 'Starts to sum up the calls of a client and follows the execution until it is COMPLETE or FAILED.',
    args: { input: t.arg({ type: StartUsageSummaryInput, required: true, description: 'How far back.' }) },
    subscribe: (_root, { input }, context) => startAndFollow(context, () => usageSummaryStart(context.api, input)),
    resolve: executionOf,
  }),
}))
