import type { CombinedError } from 'urql'
import { createUrqlClient } from '../../src/urql/create-client.ts'
import { type CreateFrontendClient, FrontendFailure, isMutation } from './frontend-client.ts'

interface Result<Data> {
  readonly data?: Data | undefined
  readonly error?: CombinedError | undefined
}

const dataOf = <Data>({ data, error }: Result<Data>): Data => {
  if (error?.networkError) throw error.networkError
  if (error || !data) throw new FrontendFailure(error?.graphQLErrors)
  return data
}

/** urql, with server-sent events for subscriptions. */
export const urqlClient: CreateFrontendClient = (gatewayUrl, token) => {
  const client = createUrqlClient({ gatewayUrl, token })
  return {
    ask: async (document, variables) =>
      dataOf(
        isMutation(document)
          ? await client.mutation(document, variables).toPromise()
          : await client.query(document, variables, { requestPolicy: 'network-only' }).toPromise(),
      ),
    follow: (document, variables, onData) =>
      new Promise((resolve, reject) => {
        client.subscription(document, variables).subscribe((result) => {
          // The last result comes once more when the gateway has completed the stream.
          if (result.hasNext === false) return resolve()
          try {
            onData(dataOf(result))
          } catch (failure) {
            reject(failure)
          }
        })
      }),
    close: () => undefined,
  }
}
