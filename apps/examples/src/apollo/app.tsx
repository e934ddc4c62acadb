import { ApolloProvider, useMutation, useQuery, useSubscription } from '@apollo/client/react'
import {
  ClientsDocument,
  CreateClientDocument,
  DeleteClientDocument,
  FollowUsageQueryDocument,
} from '@grantstream/documents'
import { useMemo, useState } from 'react'
import { ClientsTable } from '../page/clients-table.tsx'
import { CreateForm } from '../page/create-form.tsx'
import { lastWeek } from '../page/last-week.ts'
import { problemOf } from '../page/problem-of.ts'
import type { Session } from '../page/session.ts'
import { UsageTable } from '../page/usage-table.tsx'
import { createApolloClient } from './create-client.ts'

export const App = ({ session }: { readonly session: Session }) => {
  const client = useMemo(() => createApolloClient(session), [session])
  const [watched, setWatched] = useState<string>()

  return (
    <ApolloProvider client={client}>
      <Create />
      <Clients onUsage={setWatched} />
      {watched && <Usage key={watched} clientId={watched} />}
    </ApolloProvider>
  )
}

const Clients = ({ onUsage }: { readonly onUsage: (clientId: string) => void }) => {
  const { data, error, fetchMore } = useQuery(ClientsDocument, { variables: { first: 10 } })
  const [deleteClient, { data: deleted }] = useMutation(DeleteClientDocument, { refetchQueries: [ClientsDocument] })
  const connection = data?.oauthClients

  if (error) return <p role="alert">{error.message}</p>
  if (!connection) return <p>Loading</p>
  const { hasNextPage, endCursor } = connection.pageInfo
  return (
    <>
      <ClientsTable
        clients={connection.edges.map(({ node }) => node)}
        totalCount={connection.totalCount}
        onMore={hasNextPage ? () => fetchMore({ variables: { after: endCursor } }) : undefined}
        onDelete={(clientId) => deleteClient({ variables: { input: { clientId, deactivate: true } } })}
        onUsage={onUsage}
      />
      <p>{problemOf(deleted?.deleteOAuthClient)}</p>
    </>
  )
}

const Create = () => {
  // The cache is no place for a secret.
  const [createClient, { data, error }] = useMutation(CreateClientDocument, {
    fetchPolicy: 'no-cache',
    refetchQueries: [ClientsDocument],
  })
  const result = data?.createOAuthClient

  return (
    <CreateForm
      onCreate={(input) => createClient({ variables: { input } })}
      secret={result?.__typename === 'OAuthClientWithSecret' ? result.secret : undefined}
      problem={error?.message ?? problemOf(result)}
    />
  )
}

const Usage = ({ clientId }: { readonly clientId: string }) => {
  const input = useMemo(() => lastWeek(clientId), [clientId])
  const { data, error } = useSubscription(FollowUsageQueryDocument, { variables: { input } })

  return <UsageTable execution={data?.usageQuery} failure={error?.message} />
}
