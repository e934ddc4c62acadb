import type { Answer } from './ask.ts'

/** Posts a document to a gateway over HTTP, as the bearer of `token`. */
export const ask = async (
  gatewayUrl: string,
  query: string,
  token: string,
  operationName?: string,
): Promise<Answer> => {
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, operationName }),
  })
  return (await response.json()) as Answer
}
