/** Whom the page asks, and as whom. */
export interface Session {
  /** The gateway's GraphQL address, for example `http://127.0.0.1:4000/graphql`. */
  readonly gatewayUrl: string
  /** An access token of the upstream: in memory alone, since whoever reads it can act as its owner. */
  readonly token: string
}
