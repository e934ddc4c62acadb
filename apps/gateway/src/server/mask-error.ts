import { GraphQLError } from 'graphql'
import { type Report, reportFailure } from './report.ts'

/** Hides every failure that is not meant for the caller behind a correlation id, under which it is reported. */
export const maskAndReport =
  (report: Report) =>
  (failure: unknown, message: string): GraphQLError => {
    if (isForCaller(failure)) return withoutQuotes(failure)
    const { nodes, path } = failure instanceof GraphQLError ? failure : {}
    const correlationId = reportFailure(report, causeOf(failure))
    return new GraphQLError(message, {
      nodes,
      path,
      extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId, unexpected: true },
    })
  }

/** True for refusals, and for what is wrong with the document; what goes wrong in a field unforeseen has no code. */
const isForCaller = (failure: unknown): failure is GraphQLError =>
  failure instanceof GraphQLError &&
  causeOf(failure) instanceof GraphQLError &&
  (failure.path === undefined || failure.extensions.code !== undefined)

const causeOf = (failure: unknown): unknown =>
  failure instanceof GraphQLError && failure.originalError ? causeOf(failure.originalError) : failure

/** What Yoga says of a body that is not JSON comes with the parser's message, which quotes the body. */
const withoutQuotes = (failure: GraphQLError): GraphQLError => {
  const { originalError, ...extensions } = failure.extensions
  if (originalError === undefined) return failure
  return new GraphQLError(failure.message, { extensions: { ...extensions, http: { status: 400 } } })
}
