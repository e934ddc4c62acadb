import {
  ClientsDocument,
  CreateClientDocument,
  DeleteClientDocument,
  FollowUsageQueryDocument,
} from '@grantstream/documents'
import { useMemo, useState } from 'react'
import { Provider, useMutation, useQuery, useSubscription } from 'urql'
import { ClientsTable } from '../page/clients-table.tsx'
import { CreateForm } from '../page/create-form.tsx'
import { lastWeek } from '../page/last-week.ts'
import { problemOf } from '../page/problem-of.ts'
import type { Session } from '../page/session.ts'
import { UsageTable } from '../page/usage-table.tsx'
import { createUrqlClient } from './create-client.ts'

export const App = ({ session }: { readonly session: Session }) => {
  const client = useMemo(() => createUrqlClient(session), [session])
  const [watched, setWatched] = useState<string>()

  return (
    <Provider value={client}>
      <Create />
      <Clients onUsage={setWatched} />
      {watched && <Usage key={watched} clientId={watched} />}
    </Provider>
  )
}

// urql asks a query anew when a mutation answers with a type that the query is about: this names one that it does not show.
const afterDeletions = { additionalTypenames: ['DeletedOAuthClient'] }

interface ClientsProps {
  readonly onUsage: (clientId: string) => void
}

/** A page for each cursor: urql's cache holds each as it came. */
const Clients = ({ onUsage }: ClientsProps) => {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null])
  return cursors.map((after) => (
    <ClientsPage
      key={after ?? 'first'}
      after={after}
      onMore={after === cursors.at(-1) ? (next) => setCursors([...cursors, next]) : undefined}
      onUsage={onUsage}
    />
  ))
}

interface ClientsPageProps extends ClientsProps {
  readonly after: string | null
  readonly onMore: ((after: string | null) => void) | undefined
}

const ClientsPage = ({ after, onMore, onUsage }: ClientsPageProps) => {
  const variables = { first: 10, after }
  const [{ data, error }] = useQuery({ query: ClientsDocument, variables, context: afterDeletions })
  const [{ data: deleted }, deleteClient] = useMutation(DeleteClientDocument)
  const connection = data?.oauthClients

  if (error) return <p role="alert">{error.message}</p>
  if (!connection) return <p>Loading</p>
  const { hasNextPage, endCursor } = connection.pageInfo
  return (
    <>
      <ClientsTable
        clients={connection.edges.map(({ node }) => node)}
        totalCount={connection.totalCount}
        onMore={hasNextPage && onMore ? () => onMore(endCursor) : undefined}
        onDelete={(clientId) => deleteClient({ input: { clientId, deactivate: true } })}
        onUsage={onUsage}
      />
      <p>{problemOf(deleted?.deleteOAuthClient)}</p>
    </>
  )
}

const Create = () => {
  const [{ data, error }, createClient] = useMutation(CreateClientDocument)
  const result = data?.createOAuthClient

  return (
    <CreateForm
      onCreate={(input) => createClient({ input })}
      secret={result?.__typename === 'OAuthClientWithSecret' ? result.secret : undefined}
      problem={error?.message ?? problemOf(result)}
    />
  )
}

const Usage = ({ clientId }: { readonly clientId: string }) => {
  const input = useMemo(() => lastWeek(clientId), [clientId])
  const [{ data, error }] = useSubscription({ query: FollowUsageQueryDocument, variables: { input } })

  return <UsageTable execution={data?.usageQuery} failure={error?.message} />
}
