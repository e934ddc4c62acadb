import { GraphQLError } from 'graphql'
import type { GuardName } from './guard-name.ts'

interface GuardErrorFacts {
  readonly guard: GuardName
  /** `extensions.code`. */
  readonly code: string
  readonly message: string
  /** HTTP status for callers that accept `application/graphql-response+json`; others get 200. 422 by default. */
  readonly status?: number
  /** What else `extensions` tells. */
  readonly facts?: Readonly<Record<string, unknown>>
}

/** A guard refuses an operation. Tells the kind of a limit and never its value. */
export class GuardError extends GraphQLError {
  readonly guard: GuardName

  constructor({ guard, code, message, status = 422, facts }: GuardErrorFacts) {
    super(message, { extensions: { code, guard, ...facts, http: { spec: true, status } } })
    this.guard = guard
  }
}
