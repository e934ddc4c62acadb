import type { Gateway } from '../src/index.ts'

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions?: Readonly<Record<string, unknown>>
  }[]
}

/** Posts a document to a gateway in process, as the bearer of `token`; leaves `extensions` out of the answer. */
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
  const { extensions: _cost, ...answer } = (await response.json()) as Answer & { readonly extensions?: object }
  return answer
}
