import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import { present } from '../contender.mjs'
import { resolversOver, typeDefs } from '../schema.mjs'
import * as reads from '../upstream-reads.mjs'

/** Serves the schema by Yoga with these plugins. */
export const serve = (plugins) => {
  const yoga = createYoga({
    schema: createSchema({ typeDefs, resolvers: resolversOver(reads) }),
    context: ({ request }) => ({ authorization: request.headers.get('authorization') }),
    plugins,
    logging: false,
  })
  const server = createServer(yoga)
  server.listen(0, '127.0.0.1', () => present(server.address().port))
}
