// Does whole jobs with one of the peers, as its users would: starts a usage query, follows it, gives the number of rows.
// Takes { url, nowMs } from its parent and answers { rows } or { error }. Argument: the peer.
import { setNow } from './fast-time.mjs'

const query = { interval: '2026-01-01/2026-01-31' }
const start = '/api/v2/oauth/clients/c1/usage/query'
const results = (executionId) => `${start}/results/${encodeURIComponent(executionId)}`
const headers = { accept: 'application/json', authorization: 'Bearer t1', 'content-type': 'application/json' }
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const failed = () => new Error('the execution failed')

const peers = {
  /** The vendor's SDK and the loop that everybody writes around it. */
  vendor: async () => {
    const { default: platformClient } = await import('purecloud-platform-client-v2')
    return async (url) => {
      const client = new platformClient.ApiClientClass()
      client.config.live_reload_config = false
      const { protocol, hostname, port } = new URL(url)
      client.setGateway({ protocol: protocol.slice(0, -1), host: hostname, port: Number(port) })
      client.setAccessToken('t1')
      // Its 16 s would be 16 ms here, too short for a busy machine.
      client.timeout = 300_000
      const api = new platformClient.OAuthApi(client)
      const { executionId } = await api.postOauthClientUsageQuery('c1', query)
      for (;;) {
        const answer = await api.getOauthClientUsageQueryResult(executionId, 'c1')
        if (answer.queryStatus === 'Complete') return answer.results ?? []
        if (answer.queryStatus === 'Failed') throw failed()
        await sleep(2000)
      }
    }
  },
  /** Azure's poller over its own HTTP pipeline, with the retries that it comes with. */
  azure: async () => {
    const { createHttpPoller } = await import('@azure/core-lro')
    const core = await import('@azure/core-rest-pipeline')
    const pipeline = core.createPipelineFromOptions({})
    const http = core.createDefaultHttpClient()
    const words = { Complete: 'Succeeded', Failed: 'Failed', Running: 'Running' }
    return async (base) => {
      const send = async (method, url, body) => {
        const request = core.createPipelineRequest({ method, url, body, allowInsecureConnection: true })
        for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
        const response = await pipeline.sendRequest(http, request)
        if (response.status >= 400)
          throw new core.RestError('refused', { statusCode: response.status, request, response })
        const content = JSON.parse(response.bodyAsText)
        const operation = content.executionId ? { 'operation-location': `${base}${results(content.executionId)}` } : {}
        const status = words[content.queryStatus] ?? content.queryStatus
        return {
          flatResponse: content,
          rawResponse: {
            statusCode: response.status,
            headers: { ...response.headers.toJSON(), ...operation },
            body: status === undefined ? content : { status },
            request: { url, method },
          },
        }
      }
      const poller = createHttpPoller(
        {
          sendInitialRequest: () => send('POST', `${base}${start}`, JSON.stringify(query)),
          sendPollRequest: (url) => send('GET', url),
        },
        { skipFinalGet: true },
      )
      return (await poller.pollUntilDone()).results ?? []
    }
  },
  /** AWS's waiter, with checks in the form of the generated ones: whatever is thrown is tried again. */
  aws: async () => {
    const { checkExceptions, createWaiter, WaiterState } = await import('@smithy/util-waiter')
    const send = async (url, options) => {
      const response = await fetch(url, { headers, redirect: 'error', ...options })
      if (!response.ok) throw Object.assign(new Error('refused'), { $metadata: { httpStatusCode: response.status } })
      return response.json()
    }
    return async (base) => {
      const { executionId } = await send(`${base}${start}`, { method: 'POST', body: JSON.stringify(query) })
      let rows = []
      const check = async () => {
        let reason
        try {
          const answer = await send(`${base}${results(executionId)}`)
          reason = answer
          if (answer.queryStatus === 'Complete') {
            rows = answer.results ?? []
            return { state: WaiterState.SUCCESS, reason }
          }
          if (answer.queryStatus === 'Failed') return { state: WaiterState.FAILURE, reason }
        } catch (exception) {
          reason = exception
        }
        return { state: WaiterState.RETRY, reason }
      }
      checkExceptions(await createWaiter({ client: {}, maxWaitTime: 900 }, {}, check))
      return rows
    }
  },
  /** OpenAI's client and its poll loop; what it asks for is carried over to this API and back. */
  openai: async () => {
    const { default: OpenAI } = await import('openai')
    const words = { Complete: 'completed', Failed: 'failed', Running: 'in_progress' }
    return async (base) => {
      const translate = async (url, options) => {
        const executionId = /\/vector_stores\/v1\/files\/(.*)$/.exec(url)?.[1]
        if (executionId === undefined) return fetch(url, options)
        const response = await fetch(`${base}${results(decodeURIComponent(executionId))}`, options)
        const text = await response.text()
        const said = text.replace(/"queryStatus":"(\w*)"/, (_, word) => `"status":"${words[word] ?? word}"`)
        return new Response(response.status === 204 || response.status === 304 ? null : said, {
          status: response.status,
          headers: response.headers,
        })
      }
      const client = new OpenAI({ apiKey: 't1', baseURL: base, fetch: translate })
      const { executionId } = await client.post(start, { body: query })
      const file = await client.vectorStores.files.poll('v1', executionId)
      if (file.status !== 'completed') throw failed()
      return file.results ?? []
    }
  },
}

const follow = await peers[process.argv[2]]()
// A peer that leaves a rejection behind is not to end the run.
process.on('unhandledRejection', () => {})
console.warn = () => {}
process.on('message', async ({ url, nowMs }) => {
  setNow(nowMs)
  const outcome = await follow(url).then(
    (rows) => ({ url, rows: rows.length ?? -1 }),
    (error) => ({ url, error: String(error?.message ?? error).slice(0, 100) }),
  )
  process.send(outcome)
})
process.once('disconnect', () => process.exit())
process.send({ ready: true })
