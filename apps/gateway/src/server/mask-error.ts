import { GraphQLError } from 'graphql'
import { type Report, reportFailure } from './report.ts'

/** Hides every failure that is not meant for the caller behind a correlation id, under which it is reported. */
export const maskAndReport =
  (report: Report) =>
  (failure: unknown, message: string): GraphQLError => {
    const fault = argumentFault(failure)
    if (fault) return fault
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

/** A null that only the executor finds, since a default lets the variable be in a place where null cannot be. */
const argumentFault = (failure: unknown): GraphQLError | undefined => {
  const cause = causeOf(failure)
  if (!(failure instanceof GraphQLError && cause instanceof GraphQLError)) return undefined
  const name = /^Argument "(\w+)" (?:of non-null|has invalid)/.exec(cause.message)?.[1]
  if (name === undefined || failure.extensions.code !== undefined) return undefined
  return new GraphQLError(`The argument "${name}" has a variable that is null where null cannot be.`, {
    nodes: cause.nodes,
    path: failure.path,
    extensions: { code: 'INVALID_INPUT' },
  })
}

const causeOf = (failure: unknown): unknown =>
  failure instanceof GraphQLError && failure.originalError ? causeOf(failure.originalError) : failure

/** What Yoga says of a body that is not JSON comes with the parser's message, which quotes the body. */
const withoutQuotes = (failure: GraphQLError): GraphQLError => {
  const { originalError, ...extensions } = failure.extensions
  if (originalError === undefined) return failure
  return new GraphQLError(failure.message, { extensions: { ...extensions, http: { status: 400 } } })
}
