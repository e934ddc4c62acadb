import type { Gateway } from '../src/index.ts'

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions?: Readonly<Record<string, unknown>>
  }[]
}

/** Posts a document to a gateway in process, as the bearer of `token`. */
export const ask = async (
  gateway: Pick<Gateway, 'fetch'>,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  token = 'token',
): Promise<Answer> => {
  const response = await gateway.fetch('http://gateway.test/graphql', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as Answer
}
