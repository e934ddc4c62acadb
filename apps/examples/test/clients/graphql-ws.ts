import { type DocumentNode, print } from 'graphql'
import { createClient } from 'graphql-ws'
import { type CreateFrontendClient, dataOf, FrontendFailure } from './frontend-client.ts'

/** What is refused before it runs comes as a message of its own, with the errors alone. */
const failureOf = (failure: unknown): unknown => (Array.isArray(failure) ? new FrontendFailure(failure) : failure)

/** graphql-ws, with one WebSocket for everything. */
export const graphqlWsClient: CreateFrontendClient = (gatewayUrl, token) => {
  const client = createClient({
    url: gatewayUrl.replace(/^http/, 'ws'),
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  })
  const answers = async function* <Data>(document: DocumentNode, variables: Record<string, unknown>) {
    try {
      for await (const answer of client.iterate<Data>({ query: print(document), variables })) yield dataOf(answer)
    } catch (failure) {
      throw failureOf(failure)
    }
  }

  return {
    async ask(document, variables) {
      for await (const data of answers(document, variables)) return data as never
      throw new Error('The socket gave no answer')
    },
    async follow(document, variables, onData) {
      for await (const data of answers(document, variables)) onData(data as never)
    },
    close: () => client.dispose(),
  }
}
