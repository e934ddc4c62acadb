import { randomUUID } from 'node:crypto'
import type { ApiUsageQueryResult, UsageExecutionResult } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import type { SandboxSettings } from '../settings.ts'
import type { Caller } from '../store/tokens.ts'
import type { UsageExecutionRecord } from '../store/usage-executions.ts'
import { endOfUsage } from '../usage/end-of-usage.ts'
import { selectQuery, selectSummary, until } from '../usage/select-usage.ts'
import type { UsageSelection } from '../usage/selection.ts'
import type { EndpointContext } from './create-handlers.ts'
import type { Answer, ApiEndpoint } from './endpoint.ts'

type StartOperation = 'postOauthClientUsageQuery' | 'getOauthClientUsageSummary'

/** `/api/v2/oauth/clients/{clientId}/usage`. Source: API facts, section 6. */
export const createUsageEndpoints = ({
  stores,
  settings,
  clock,
  random,
  counter,
  metrics,
  faults,
}: EndpointContext) => {
  const start = async (
    operation: StartOperation,
    { organizationId }: Caller,
    clientId: string,
    select: (endDay: string) => UsageSelection,
  ): Promise<Answer> => {
    const now = clock.now()
    const selection = select(endOfUsage(settings, now))
    const client = await stores.clients.get(organizationId, clientId)
    if (!client) throw new Fault('not.found', 'There is no such client')
    const [least, most] = settings.usageDelayMs
    const delay = Math.round(least + random() * (most - least))
    const outcome = faults.drawOutcome(operation)
    const id = randomUUID()
    await stores.usageExecutions.insert(organizationId, {
      id,
      clientId: client.id,
      selection,
      dateReady: new Date(now.getTime() + delay),
      dateExpires: new Date(now.getTime() + settings.executionRetentionMs),
      outcome,
    })
    metrics.executionStarted(operation)
    if (outcome !== 'completes') metrics.faultStruck('execution')
    const body: UsageExecutionResult = {
      executionId: id,
      resultsUri: `/api/v2/oauth/clients/${client.id}/usage/query/results/${id}`,
    }
    return { status: delay === 0 && outcome !== 'never ends' ? 200 : 202, body }
  }

  const postOauthClientUsageQuery: ApiEndpoint<'postOauthClientUsageQuery'> = async ({ path, body }, caller) =>
    start('postOauthClientUsageQuery', caller, path.clientId, (endDay) => until(selectQuery(body, settings), endDay))

  const getOauthClientUsageSummary: ApiEndpoint<'getOauthClientUsageSummary'> = async ({ path, query }, caller) =>
    start('getOauthClientUsageSummary', caller, path.clientId, (endDay) =>
      selectSummary(query.days ?? '7', settings.usageDaysMost, endDay),
    )

  const look = async (organizationId: string, execution: UsageExecutionRecord): Promise<ApiUsageQueryResult> => {
    if (execution.outcome === 'never ends' || execution.dateReady > clock.now()) return { queryStatus: 'Running' }
    if (execution.outcome === 'fails') return { queryStatus: 'Failed' }
    if (!execution.results) await counter.flush()
    const results = execution.results ?? (await stores.usageExecutions.evaluate(organizationId, execution))
    const isFilled = settings.metricsNotChosen === 'zero'
    return { results: isFilled ? results.map((row) => ({ ...noCalls, ...row })) : results, queryStatus: 'Complete' }
  }

  const getOauthClientUsageQueryResult: ApiEndpoint<'getOauthClientUsageQueryResult'> = async (
    { path: { clientId, executionId } },
    { organizationId },
  ) => {
    const execution = await stores.usageExecutions.get(organizationId, clientId, executionId, clock.now())
    if (!execution) throw noSuchExecution(settings)
    const body = await look(organizationId, execution)
    metrics.executionSeen(body.queryStatus ?? '')
    return { status: 200, body }
  }

  return { postOauthClientUsageQuery, getOauthClientUsageSummary, getOauthClientUsageQueryResult }
}

const noCalls = { status200: 0, status300: 0, status400: 0, status500: 0, status429: 0, requests: 0 }

const noSuchExecution = ({ unknownExecutionStatus }: SandboxSettings): Fault =>
  new Fault(unknownExecutionStatus === 404 ? 'not.found' : 'bad.request', 'There is no such execution of this client')
