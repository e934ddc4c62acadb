import { createClient } from 'graphql-sse'

/** Asks the gateway as any frontend would: documents in, data out. */
export interface GatewayClient {
  /** Rejects with the messages of the answer's errors. */
  ask<Data>(document: string, variables?: Record<string, unknown>): Promise<Data>
  /** Subscribes over SSE when iterated; leaving the loop closes the stream. */
  follow<Data>(document: string, variables?: Record<string, unknown>): AsyncIterable<Data>
}

interface Answer<Data> {
  readonly data?: Data | null
  readonly errors?: readonly { readonly message: string }[]
}

export const createGatewayClient = (url: string, accessToken: string): GatewayClient => {
  const headers = { authorization: `Bearer ${accessToken}` }
  const streams = createClient({ url, headers, retryAttempts: 0 })

  return {
    async ask<Data>(document: string, variables = {}) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query: document, variables }),
      })
      return dataOf((await response.json()) as Answer<Data>)
    },
    async *follow<Data>(document: string, variables = {}) {
      for await (const answer of streams.iterate<Data>({ query: document, variables })) yield dataOf(answer)
    },
  }
}

const dataOf = <Data>({ data, errors }: Answer<Data>): Data => {
  if (errors?.length || !data) throw new Error(errors?.map(({ message }) => message).join('; ') ?? 'an empty answer')
  return data
}
