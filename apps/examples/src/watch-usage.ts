import { ClientsDocument, FollowUsageSummaryDocument } from '@grantstream/documents'
import { createUrqlClient } from './urql/create-client.ts'

const [gatewayUrl = 'http://127.0.0.1:4000/graphql', token = ''] = process.argv.slice(2)
const gateway = createUrqlClient({ gatewayUrl, token })

const { data, error } = await gateway.query(ClientsDocument, { first: 1, filter: { state: 'ACTIVE' } }).toPromise()
const client = data?.oauthClients?.edges[0]?.node
if (!client) throw error ?? new Error('The organisation has no active client')

gateway.subscription(FollowUsageSummaryDocument, { input: { clientId: client.clientId } }).subscribe((state) => {
  const execution = state.data?.usageSummary
  if (state.hasNext) process.stdout.write(`${client.name}: ${execution?.status ?? state.error?.message}\n`)
  else process.stdout.write(`${execution?.totals?.requests} calls in seven days\n`)
})
