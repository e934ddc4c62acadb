import { CombinedGraphQLErrors } from '@apollo/client/errors'
import { createApolloClient } from '../../src/apollo/create-client.ts'
import { type CreateFrontendClient, dataOf, FrontendFailure, isMutation } from './frontend-client.ts'

const failureOf = (error: unknown): unknown =>
  CombinedGraphQLErrors.is(error) ? new FrontendFailure(error.errors) : error

/** Apollo Client, with a WebSocket for subscriptions. */
export const apolloClient: CreateFrontendClient = (gatewayUrl, token) => {
  const client = createApolloClient({ gatewayUrl, token })
  return {
    // Its cache would give all pages up to the one that is asked for.
    ask: async (document, variables) => {
      const answer = isMutation(document)
        ? client.mutate<unknown>({ mutation: document, variables, fetchPolicy: 'no-cache' })
        : client.query<unknown>({ query: document, variables, fetchPolicy: 'no-cache' })
      const { data } = await answer.catch((error) => {
        throw failureOf(error)
      })
      return dataOf({ data: data as never })
    },
    follow: (document, variables, onData) =>
      new Promise((resolve, reject) => {
        client.subscribe({ query: document, variables }).subscribe({
          next: ({ data, error }) => (error || !data ? reject(failureOf(error)) : onData(data as never)),
          error: (error) => reject(failureOf(error)),
          complete: resolve,
        })
      }),
    close: () => client.stop(),
  }
}
