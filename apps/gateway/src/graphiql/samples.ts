/** Documents that GraphiQL opens with, each in a tab of its own. */
export const samples = [
  {
    query: `query Clients {
  oauthClients(first: 10) {
    totalCount
    nodes { clientId name authorizedGrantType state }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    query: `subscription Usage($clientId: ID!) {
  usageSummary(input: { clientId: $clientId, days: 7 }) {
    status
    polls
    elapsedMs
    rows { clientName templateUri httpMethod requests }
    totals { requests status200 status400 status429 status500 }
  }
}
`,
    variables: '{ "clientId": "" }',
  },
  {
    query: `mutation NewClient {
  createOAuthClient(input: { name: "A client", authorizedGrantType: CODE, scopeIds: ["oauth:readonly"] }) {
    __typename
    ... on OAuthClientWithSecret { secret client { clientId name } }
    ... on Problem { code message retryable }
  }
}
`,
  },
] as const
