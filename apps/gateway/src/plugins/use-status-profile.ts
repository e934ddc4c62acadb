import { type ExecutionResult, GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'

/**
 * Which reading of GraphQL over HTTP the statuses follow for a document that parses and cannot be executed: that of the
 * current draft (422), or that of the audits of graphql-http (400).
 */
export type StatusProfile = 'draft' | 'audits'

const statuses: Readonly<Record<StatusProfile, number>> = { draft: 422, audits: 400 }

/** Gives errors of a request the status of a profile; only callers of `application/graphql-response+json` see it. */
export const useStatusProfile = (profile: StatusProfile): Plugin => ({
  onResultProcess({ result }) {
    if (!Array.isArray(result) && !isAsyncIterable(result)) setStatuses(result, profile)
  },
})

/** Gives the errors of a result the statuses of a profile. */
export const setStatuses = ({ errors = [] }: ExecutionResult, profile: StatusProfile): void => {
  for (const error of errors) if (error instanceof GraphQLError) setStatus(error, statuses[profile])
}

// Errors of validation are kept with their document and come by again: what is done here is the same each time.
const setStatus = ({ extensions }: GraphQLError, status: number): void => {
  const { code, http } = extensions
  if (!isSpecified(http) || code === 'GRAPHQL_PARSE_FAILED' || code === 'BAD_REQUEST') return
  extensions.http = { ...http, status }
}

/** True for a status that Yoga sends only with the newer media type. */
const isSpecified = (http: unknown): http is { readonly spec: true } =>
  typeof http === 'object' && http !== null && 'spec' in http && http.spec === true
