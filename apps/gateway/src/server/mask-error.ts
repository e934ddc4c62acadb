import { GraphQLError } from 'graphql'
import { maskError } from 'graphql-yoga'
import { type Report, reportFailure } from './report.ts'

/** Hides every failure that is not meant for the caller behind a correlation id, under which it is reported. */
export const maskAndReport =
  (report: Report) =>
  (failure: unknown, message: string): Error => {
    const masked = maskError(failure, message, false)
    if (masked === failure || !(masked instanceof GraphQLError)) return masked
    const cause = failure instanceof GraphQLError ? (failure.originalError ?? failure) : failure
    masked.extensions.correlationId = reportFailure(report, cause)
    return masked
  }
