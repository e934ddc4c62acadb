import type { OperationId } from '@grantstream/contract'
import type { RouteHandlerMethod } from 'fastify'
import type { Clock } from '../clock.ts'
import type { Faults } from '../control/faults.ts'
import type { Metrics } from '../metrics/create-metrics.ts'
import type { SandboxSettings } from '../settings.ts'
import type { Stores } from '../store/create-stores.ts'
import type { UsageCounter } from '../usage/usage-counter.ts'
import { createAuthorizationEndpoints } from './authorizations.ts'
import { createClientEndpoints } from './clients.ts'
import { type ApiEndpoint, apiHandler, type LoginEndpoint, loginHandler } from './endpoint.ts'
import { createLoginEndpoints } from './login.ts'
import { createOrganizationEndpoints } from './organizations.ts'
import { createRoleEndpoints } from './roles.ts'
import { createScopeEndpoints } from './scopes.ts'
import { createTokenEndpoints } from './tokens.ts'
import { createUsageEndpoints } from './usage.ts'

type LoginOperation = 'postOauthToken' | 'getOauthAuthorize'
type ApiEndpoints = { [Id in Exclude<OperationId, LoginOperation>]: ApiEndpoint<Id> }
type LoginEndpoints = { [Id in LoginOperation]: LoginEndpoint<Id> }
type Handlers = Readonly<Record<string, RouteHandlerMethod>>

/** What endpoints reach. */
export interface EndpointContext {
  readonly stores: Stores
  readonly settings: SandboxSettings
  readonly clock: Clock
  readonly random: () => number
  readonly counter: UsageCounter
  readonly metrics: Metrics
  readonly faults: Faults
}

/** A handler for each operation of the API, by its id. */
export const createApiHandlers = (context: EndpointContext): Handlers => {
  const { stores, settings, clock } = context
  const endpoints: ApiEndpoints = {
    ...createClientEndpoints(stores, settings, clock),
    ...createScopeEndpoints(),
    ...createAuthorizationEndpoints(stores),
    ...createUsageEndpoints(context),
    ...createTokenEndpoints(stores),
    ...createRoleEndpoints(stores),
    ...createOrganizationEndpoints(stores, settings),
  }
  return mapValues(endpoints, (endpoint) => apiHandler(endpoint as ApiEndpoint<OperationId>))
}

/** A handler for each operation of the login host, by its id. */
export const createLoginHandlers = (context: EndpointContext): Handlers => {
  const endpoints: LoginEndpoints = createLoginEndpoints(context)
  return mapValues(endpoints, (endpoint) => loginHandler(endpoint as LoginEndpoint<OperationId>))
}

const mapValues = <Value, Mapped>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Mapped,
): Readonly<Record<string, Mapped>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]))
