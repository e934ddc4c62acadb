// Reads clients of the API with one of the peers, as its users would. Arguments: the peer, and where the API is.
import { answerRounds } from '../src/core/cpu/answer-rounds.ts'

const [name, url] = process.argv.slice(2)
const headers = { accept: 'application/json', authorization: 'Bearer t1' }

const peers = {
  undici: async () => {
    const { request } = await import('undici')
    return async (id) => (await request(`${url}/api/v2/oauth/clients/${id}`, { headers })).body.json()
  },
  fetch: async () => async (id) => (await fetch(`${url}/api/v2/oauth/clients/${id}`, { headers })).json(),
  'fetch with a signal': async () => async (id) => {
    const { signal } = new AbortController()
    return (await fetch(`${url}/api/v2/oauth/clients/${id}`, { headers, signal })).json()
  },
  vendor: async () => {
    const { default: platformClient } = await import('purecloud-platform-client-v2')
    const client = new platformClient.ApiClientClass()
    client.config.live_reload_config = false
    const { protocol, hostname, port } = new URL(url)
    client.setGateway({ protocol: protocol.slice(0, -1), host: hostname, port: Number(port) })
    client.setAccessToken('t1')
    const api = new platformClient.OAuthApi(client)
    return (id) => api.getOauthClient(id)
  },
}

answerRounds(await peers[name]())
