import { print } from 'graphql'
import { createClient } from 'graphql-sse'
import { type CreateFrontendClient, dataOf } from './frontend-client.ts'

/** graphql-sse, with server-sent events for everything. */
export const graphqlSseClient: CreateFrontendClient = (url, token) => {
  const client = createClient({ url, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 })
  const answers = <Data>(document: Parameters<typeof print>[0], variables: Record<string, unknown>) =>
    client.iterate<Data>({ query: print(document), variables })

  return {
    async ask(document, variables) {
      for await (const answer of answers(document, variables)) return dataOf(answer) as never
      throw new Error('The stream ended without an answer')
    },
    async follow(document, variables, onData) {
      for await (const answer of answers(document, variables)) onData(dataOf(answer) as never)
    },
    close: () => client.dispose(),
  }
}
