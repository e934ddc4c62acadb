import { builder } from '../builder.ts'
import { change } from '../context.ts'
import { everyProblem } from './problems.ts'
import { type UsageExecutionSource, UsageExecutionType } from './usage.ts'
import { StartUsageQueryInput, StartUsageSummaryInput } from './usage-inputs.ts'
import { type UsageStart, usageQueryStart, usageSummaryStart } from './usage-start.ts'

/** The execution as it is when it has just been started. */
const started = async ({ clientId, start }: UsageStart): Promise<UsageExecutionSource> => {
  const { executionId = '' } = await change(start)
  return { clientId, executionId, status: 'Running', rows: null, polls: 0, elapsedMs: 0 }
}

builder.mutationFields((t) => ({
  startUsageQuery: t.field({
    type: UsageExecutionType,
    nullable: true,
    description: 'Starts to count the calls of a client, and answers at once. Look or follow with `usageExecution`.',
    errors: {
      types: everyProblem,
      union: { name: 'StartUsageQueryResult', description: 'The execution, RUNNING, or a problem.' },
    },
    args: { input: t.arg({ type: StartUsageQueryInput, required: true, description: 'What to count.' }) },
    resolve: (_root, { input }, { api }) => started(usageQueryStart(api, input)),
  }),
  startUsageSummary: t.field({
    type: UsageExecutionType,
    nullable: true,
    description: 'Starts to sum up the calls of a client, and answers at once. Look or follow with `usageExecution`.',
    errors: {
      types: everyProblem,
      union: { name: 'StartUsageSummaryResult', description: 'The execution, RUNNING, or a problem.' },
    },
    args: { input: t.arg({ type: StartUsageSummaryInput, required: true, description: 'How far back.' }) },
    resolve: (_root, { input }, { api }) => started(usageSummaryStart(api, input)),
  }),
}))
