import './authorizations.ts'
import './client-list.ts'
import './client-mutations.ts'
import './clients.ts'
import './nodes.ts'
import './problems.ts'
import './scopes.ts'
import './usage.ts'
import './usage-mutations.ts'
import './usage-subscriptions.ts'
import { builder } from '../builder.ts'
import { readPlainly } from './read-plainly.ts'

/** The schema that the gateway serves. */
export const schema = readPlainly(builder.toSchema())
