// The part of the schema that the figures ask for, with resolvers written by hand over any way to read the upstream.
export const typeDefs = /* GraphQL */ `
  type Query {
    oauthClients(first: Int = 25): OAuthClientConnection
    oauthClient(clientId: ID!): OAuthClient
  }
  type OAuthClientConnection { nodes: [OAuthClient!]! totalCount: Int }
  type OAuthScope { id: ID! description: String }
  enum OAuthGrantType { CODE TOKEN SAML2_BEARER PASSWORD CLIENT_CREDENTIALS }
  enum OAuthClientState { ACTIVE DISABLED INACTIVE }
  type OAuthClient {
    clientId: ID!
    name: String!
    description: String
    authorizedGrantType: OAuthGrantType!
    state: OAuthClientState
    accessTokenValiditySeconds: Int
    dateCreated: String
    scopes: [OAuthScope!]!
  }
`

/** Resolvers over `{ readClients, readClient, readScopes }`, each of which takes the caller's authorization last. */
export const resolversOver = ({ readClients, readClient, readScopes }) => ({
  Query: {
    async oauthClients(_root, { first }, { authorization }) {
      const { entities, total } = await readClients(authorization)
      return { nodes: entities.slice(0, first), totalCount: total }
    },
    oauthClient: (_root, { clientId }, { authorization }) => readClient(clientId, authorization),
  },
  OAuthClient: {
    clientId: ({ id }) => id,
    authorizedGrantType: ({ authorizedGrantType }) => authorizedGrantType.replaceAll('-', '_'),
    state: ({ state }) => state.toUpperCase(),
    scopes: ({ scope }) => scope.map((id) => ({ id })),
  },
  OAuthScope: {
    async description({ id }, _args, context) {
      context.scopes ??= readScopes(context.authorization)
      const { entities } = await context.scopes
      return entities.find((scope) => scope.id === id)?.description
    },
  },
})
