import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql'

/** A result as it goes over the wire: what errors carry for the gateway alone, such as an HTTP status, stays here. */
export const withoutInternals = ({ errors, ...result }: ExecutionResult): object => ({
  ...result,
  ...(errors && { errors: errors.map(formatted) }),
})

export const formatted = (error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError => {
  const { extensions, ...facts } = error instanceof GraphQLError ? error.toJSON() : error
  const { http, unexpected, originalError, ...told } = { ...extensions }
  return { ...facts, ...(Object.keys(told).length > 0 && { extensions: told }) }
}
