import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { relayStylePagination } from '@apollo/client/utilities'
import { possibleTypes } from '@grantstream/documents'
import { OperationTypeNode } from 'graphql'
import { createClient } from 'graphql-ws'
import type { Session } from '../page/session.ts'

/** An Apollo client of the gateway. Subscriptions go over one WebSocket, everything else over HTTP. */
export const createApolloClient = ({ gatewayUrl, token }: Session): ApolloClient => {
  const authorization = `Bearer ${token}`
  const http = new HttpLink({ uri: gatewayUrl, headers: { authorization } })
  const socket = createClient({
    url: gatewayUrl.replace(/^http/, 'ws'),
    // Browsers send no headers of a page with a WebSocket: the token goes into its first message.
    connectionParams: { authorization },
    // Subscribing anew would start anew: after a break, follow the execution that was started by its two ids.
    retryAttempts: 0,
  })
  const cache = new InMemoryCache({
    possibleTypes,
    typePolicies: { Query: { fields: { oauthClients: relayStylePagination(['filter', 'orderBy']) } } },
  })
  return new ApolloClient({
    cache,
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      http,
    ),
  })
}
