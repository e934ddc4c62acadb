import { createClient } from 'graphql-sse'
import { Environment, type GraphQLResponse, Network, Observable, RecordSource, Store } from 'relay-runtime'
import type { Session } from '../page/session.ts'

/** An answer has errors. Relay itself takes a root field that is null because it failed for one that is not there. */
export class AnswerErrors extends Error {
  override readonly name = 'AnswerErrors'
  readonly errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[]

  constructor(errors: AnswerErrors['errors']) {
    super('The answer has errors')
    this.errors = errors
  }
}

/** A Relay environment for the gateway. Subscriptions come as server-sent events. */
export const createRelayEnvironment = ({ gatewayUrl, token }: Session): Environment => {
  const headers = { authorization: `Bearer ${token}` }
  const streams = createClient({ url: gatewayUrl, headers, retryAttempts: 0 })

  const ask = async (query: string | null | undefined, variables: object): Promise<GraphQLResponse> => {
    const response = await fetch(gatewayUrl, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    return withoutErrors(await response.json())
  }

  const follow = (query: string | null | undefined, variables: Record<string, unknown>) =>
    Observable.create<GraphQLResponse>(({ next, error, complete }) =>
      streams.subscribe(
        { query: query ?? '', variables },
        {
          next: (answer) => next(withoutErrors(answer as GraphQLResponse)),
          error: (failure) =>
            error(failure instanceof Error ? failure : new Error('The stream broke', { cause: failure })),
          complete,
        },
      ),
    )

  return new Environment({
    network: Network.create(
      ({ text }, variables) => ask(text, variables),
      ({ text }, variables) => follow(text, variables),
    ),
    store: new Store(new RecordSource()),
  })
}

const withoutErrors = (answer: GraphQLResponse): GraphQLResponse => {
  if ('errors' in answer && answer.errors?.length) throw new AnswerErrors(answer.errors as AnswerErrors['errors'])
  return answer
}
