// Apollo Server over the vendor's SDK, a client of it for each caller.
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import vendor from 'purecloud-platform-client-v2'
import { present, upstream } from '../contender.mjs'
import { resolversOver, typeDefs } from '../schema.mjs'

const apis = new Map()
const apiOf = (authorization) => {
  const known = apis.get(authorization)
  if (known) return known
  const client = new vendor.ApiClientClass()
  client.config.live_reload_config = false
  client.setGateway({ protocol: 'http', host: '127.0.0.1', port: Number(new URL(upstream).port) })
  client.setAccessToken(authorization.slice('Bearer '.length))
  const api = new vendor.OAuthApi(client)
  apis.set(authorization, api)
  return api
}
const resolvers = resolversOver({
  readClients: (authorization) => apiOf(authorization).getOauthClients(),
  readClient: (id, authorization) => apiOf(authorization).getOauthClient(id),
  readScopes: (authorization) => apiOf(authorization).getOauthScopes(),
})
const server = new ApolloServer({ typeDefs, resolvers })
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: async ({ req }) => ({ authorization: req.headers.authorization }),
})
present(Number(new URL(url).port))
