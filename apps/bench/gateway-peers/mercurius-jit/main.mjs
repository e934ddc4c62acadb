import fastify from 'fastify'
import mercurius from 'mercurius'
import { present } from '../contender.mjs'
import { resolversOver, typeDefs } from '../schema.mjs'
import * as reads from '../upstream-reads.mjs'

const app = fastify()
await app.register(mercurius, {
  schema: typeDefs,
  resolvers: resolversOver(reads),
  jit: 1,
  context: ({ headers }) => ({ authorization: headers.authorization }),
})
await app.listen({ host: '127.0.0.1', port: 0 })
present(app.server.address().port)
