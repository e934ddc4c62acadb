import { randomUUID } from 'node:crypto'
import type { ApiUsageQueryResult, UsageExecutionResult } from '@grantstream/contract'
import type { Clock } from '../clock.ts'
import { Fault } from '../fault.ts'
import type { SandboxSettings } from '../settings.ts'
import type { Stores } from '../store/create-stores.ts'
import type { Caller } from '../store/tokens.ts'
import { selectQuery, selectSummary, withoutToday } from '../usage/select-usage.ts'
import type { UsageSelection } from '../usage/selection.ts'
import type { UsageCounter } from '../usage/usage-counter.ts'
import type { Answer, ApiEndpoint } from './endpoint.ts'

/** `/api/v2/oauth/clients/{clientId}/usage`. Source: API facts, section 6. */
export const createUsageEndpoints = (
  stores: Stores,
  settings: SandboxSettings,
  clock: Clock,
  random: () => number,
  counter: UsageCounter,
) => {
  const start = async (
    { organizationId }: Caller,
    clientId: string,
    selection: UsageSelection,
    now: Date,
  ): Promise<Answer> => {
    const client = await stores.clients.get(organizationId, clientId)
    if (!client) throw notFound()
    const [least, most] = settings.usageDelayMs
    const delay = Math.round(least + random() * (most - least))
    const id = randomUUID()
    await stores.usageExecutions.insert(organizationId, {
      id,
      clientId: client.id,
      selection: settings.usageToday === 'included' ? selection : withoutToday(selection, now),
      dateReady: new Date(now.getTime() + delay),
      dateExpires: new Date(now.getTime() + settings.executionRetentionMs),
      outcome: 'completes',
    })
    const body: UsageExecutionResult = {
      executionId: id,
      resultsUri: `/api/v2/oauth/clients/${client.id}/usage/query/results/${id}`,
    }
    return { status: delay === 0 ? 200 : 202, body }
  }

  const postOauthClientUsageQuery: ApiEndpoint<'postOauthClientUsageQuery'> = ({ path, body }, caller) =>
    start(caller, path.clientId, selectQuery(body), clock.now())

  const getOauthClientUsageSummary: ApiEndpoint<'getOauthClientUsageSummary'> = ({ path, query }, caller) => {
    const now = clock.now()
    return start(caller, path.clientId, selectSummary(query.days ?? '7', settings.usageDaysMost, now), now)
  }

  const getOauthClientUsageQueryResult: ApiEndpoint<'getOauthClientUsageQueryResult'> = async (
    { path: { clientId, executionId } },
    { organizationId },
  ) => {
    const now = clock.now()
    const execution = await stores.usageExecutions.get(organizationId, clientId, executionId, now)
    if (!execution) throw notFound()
    if (execution.dateReady > now) return answer({ queryStatus: 'Running' })
    if (execution.results) return answer({ results: execution.results, queryStatus: 'Complete' })
    await counter.flush()
    return answer({
      results: await stores.usageExecutions.evaluate(organizationId, execution),
      queryStatus: 'Complete',
    })
  }

  return { postOauthClientUsageQuery, getOauthClientUsageSummary, getOauthClientUsageQueryResult }
}

const notFound = (): Fault => new Fault('not.found', 'There is no such client or execution')

const answer = (body: ApiUsageQueryResult): Answer => ({ status: 200, body })
