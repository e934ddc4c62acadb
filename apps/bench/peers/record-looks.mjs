// Prints when each peer's own poller looks at an operation that never ends: its real package in virtual time.
// Arguments: the peer, how many runs, and the seconds that one run lasts.
import { elapsedMs, rewind, runUntil } from './virtual-time.mjs'

const json = { 'content-type': 'application/json' }

const pollers = {
  openai: async (look) => {
    const { default: OpenAI } = await import('openai')
    const fetch = async () => {
      look()
      return new Response('{"id":"f1","object":"vector_store.file","status":"in_progress"}', { headers: json })
    }
    const client = new OpenAI({ apiKey: 'k', baseURL: 'http://127.0.0.1/v1', fetch })
    await client.vectorStores.files.poll('v1', 'f1')
  },
  azure: async (look) => {
    const { createHttpPoller } = await import('@azure/core-lro')
    const answer = (statusCode, headers, body) => ({
      flatResponse: body,
      rawResponse: { statusCode, headers, body, request: { url: 'http://127.0.0.1/start', method: 'POST' } },
    })
    const poller = createHttpPoller({
      sendInitialRequest: async () => answer(202, { 'operation-location': 'http://127.0.0.1/looks' }, {}),
      sendPollRequest: async () => {
        look()
        return answer(200, {}, { status: 'Running' })
      },
    })
    await poller.pollUntilDone()
  },
  aws: async (look) => {
    const { createWaiter, WaiterState } = await import('@smithy/util-waiter')
    await createWaiter({ client: {}, maxWaitTime: 1e6 }, {}, async () => {
      look()
      return { state: WaiterState.RETRY }
    })
  },
}

const [name, runs, seconds] = process.argv.slice(2)
let state = 1
Math.random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}
await import({ openai: 'openai', azure: '@azure/core-lro', aws: '@smithy/util-waiter' }[name])
const recorded = []
for (let run = 0; run < Number(runs); run++) {
  const looks = []
  pollers[name](() => looks.push(elapsedMs() / 1000)).catch(() => {})
  await runUntil(Number(seconds) * 1000)
  recorded.push(looks)
  rewind()
}
// A pipe takes 64 KB at a time: the rest would be lost.
process.stdout.write(JSON.stringify(recorded), () => process.exit(0))
