import { GraphQLError } from 'graphql'
import type { GuardName } from './guard-name.ts'

interface GuardErrorFacts {
  readonly guard: GuardName
  /** `extensions.code`. */
  readonly code: string
  readonly message: string
  /** The answer by HTTP; by default 422 for callers that accept `application/graphql-response+json`, 200 for others. */
  readonly http?: Readonly<Record<string, unknown>>
  /** What else `extensions` tells. */
  readonly facts?: Readonly<Record<string, unknown>>
}

const unprocessable = { spec: true, status: 422 }

/** A guard refuses an operation. Tells the kind of a limit and never its value. */
export class GuardError extends GraphQLError {
  readonly guard: GuardName

  constructor({ guard, code, message, http = unprocessable, facts }: GuardErrorFacts) {
    super(message, { extensions: { code, guard, ...facts, http } })
    this.guard = guard
  }
}
