// The schema that Omnigraph, the engine of GraphQL Mesh, makes of the same contract, served by Yoga.
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { loadGraphQLSchemaFromOpenAPI } from '@omnigraph/openapi'
import { createYoga } from 'graphql-yoga'
import { fetch } from 'undici'
import { present, upstream } from '../contender.mjs'

const schema = await loadGraphQLSchemaFromOpenAPI('oauth', {
  source: fileURLToPath(new URL('../../../../packages/contract/openapi.yaml', import.meta.url)),
  endpoint: upstream,
  operationHeaders: { authorization: '{context.headers.authorization}' },
  fetch,
})
const server = createServer(
  createYoga({
    schema,
    context: ({ request }) => ({ headers: { authorization: request.headers.get('authorization') } }),
    logging: false,
  }),
)
server.listen(0, '127.0.0.1', () => present(server.address().port))
