import { createHash } from 'node:crypto'
import { type DocumentNode, print } from 'graphql'

/** The parameters of a GET that asks for a document by its id, as a gateway knows it that is given the trusted documents. */
export const parametersOf = (document: DocumentNode, variables: object): URLSearchParams => {
  const sha256Hash = createHash('sha256').update(print(document)).digest('hex')
  return new URLSearchParams({
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash } }),
    variables: JSON.stringify(variables),
  })
}
