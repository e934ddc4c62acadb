/** A call that a request makes once at most, however often what it gives is selected. */
export type SharedCall = 'clients' | 'scopes'

export interface Calls {
  /** Calls of this field alone. */
  readonly own?: number
  readonly shared?: readonly SharedCall[]
}

type Arguments = Readonly<Record<string, unknown>>

const one: Calls = { own: 1 }
const startAndFirstLook: Calls = { own: 2 }

/** What each root field asks of the upstream, at the most. */
const rootFields: Readonly<Record<string, (args: Arguments) => Calls>> = {
  'Query.node': () => one,
  'Query.nodes': ({ ids }) => ({ own: Array.isArray(ids) ? ids.length : 1 }),
  'Query.oauthClients': () => ({ shared: ['clients'] }),
  'Query.oauthClient': () => one,
  'Query.oauthScopes': () => one,
  'Query.oauthScope': () => one,
  'Query.oauthAuthorizations': () => one,
  'Query.oauthAuthorization': () => one,
  'Query.usageExecution': () => one,
  'Mutation.createOAuthClient': () => one,
  // It reads the client before it writes the patched whole.
  'Mutation.updateOAuthClient': () => ({ own: 2 }),
  'Mutation.deleteOAuthClient': ({ input }) => ({ own: isDeactivating(input) ? 3 : 1 }),
  'Mutation.regenerateOAuthClientSecret': () => one,
  'Mutation.startUsageQuery': () => one,
  'Mutation.startUsageSummary': () => one,
  'Subscription.usageExecution': () => one,
  'Subscription.usageQuery': () => startAndFirstLook,
  'Subscription.usageSummary': () => startAndFirstLook,
}

/** Calls of a root field; a field that the table does not know is taken for one call. */
export const callsOfField = (coordinate: string, args: Arguments): Calls =>
  (Object.hasOwn(rootFields, coordinate) ? rootFields[coordinate]?.(args) : undefined) ?? one

/** The root fields that the table knows. */
export const knownRootFields = Object.keys(rootFields)

/** Calls that selecting a field further down takes, where its parent did not bring it along. */
export const callsOfSelection = (coordinate: string, parent: string): Calls => {
  if (coordinate === 'EntityRef.name') return { shared: ['clients'] }
  if (coordinate === 'OAuthScope.description' && !parent.startsWith('Query.oauthScope')) return { shared: ['scopes'] }
  return {}
}

const isDeactivating = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'deactivate' in input && input.deactivate === true
