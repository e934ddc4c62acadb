import { Client, cacheExchange, fetchExchange } from 'urql'
import type { Session } from '../page/session.ts'

/** An urql client of the gateway. Subscriptions come as server-sent events, over the same `fetch` as everything else. */
export const createUrqlClient = ({ gatewayUrl, token }: Session): Client =>
  new Client({
    url: gatewayUrl,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: () => ({ headers: { authorization: `Bearer ${token}` } }),
    fetchSubscriptions: true,
    preferGetMethod: false,
  })
