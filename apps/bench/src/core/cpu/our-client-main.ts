// Reads clients of the API with core. Arguments: where the API is, and the transport, `node` or `fetch`.
import { bearerToken, createOAuthApi, fetchTransport } from '@grantstream/core'
import { firstValueFrom } from 'rxjs'
import { answerRounds } from './answer-rounds.ts'

const [apiUrl = '', name] = process.argv.slice(2)
// Loaded only where it is measured: undici makes the fetch of Node go by its own dispatcher too.
const transportOf = async () => {
  if (name !== 'node') return fetchTransport
  const { createNodeTransport } = await import('@grantstream/core/node')
  return createNodeTransport()
}
// Without a budget, which would hold a token to 300 requests a minute; all else is as it comes.
const api = createOAuthApi({ apiUrl, auth: bearerToken('t1'), transport: await transportOf(), budget: false })

answerRounds((id) => firstValueFrom(api.getOauthClient(id)))
