// Reads clients of the API with core. Arguments: where the API is, and the transport, `node` or `fetch`.
import { bearerToken, createOAuthApi, fetchTransport } from '@grantstream/core'
import { createNodeTransport } from '@grantstream/core/node'
import { firstValueFrom } from 'rxjs'
import { answerRounds } from './answer-rounds.ts'

const [apiUrl = '', name] = process.argv.slice(2)
const transport = name === 'node' ? createNodeTransport() : fetchTransport
// Without a budget, which would hold a token to 300 requests a minute; all else is as it comes.
const api = createOAuthApi({ apiUrl, auth: bearerToken('t1'), transport, budget: false })

answerRounds((id) => firstValueFrom(api.getOauthClient(id)))
