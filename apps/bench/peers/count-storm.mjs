// Prints how many requests Azure's poller makes in 0.2 s when it was directed to wait for 30 days.
import { createHttpPoller } from '@azure/core-lro'

let requests = 0
const answer = (statusCode, headers, body) => ({
  flatResponse: body,
  rawResponse: { statusCode, headers, body, request: { url: 'http://127.0.0.1/start', method: 'POST' } },
})
const poller = createHttpPoller({
  sendInitialRequest: async () => answer(202, { 'operation-location': 'http://127.0.0.1/looks' }, {}),
  sendPollRequest: async () => {
    requests++
    return answer(200, { 'retry-after': '2592000' }, { status: 'Running' })
  },
})
// Node warns at each timer that does not fit.
process.removeAllListeners('warning')
poller.pollUntilDone().catch(() => {})
setTimeout(() => {
  process.stdout.write(String(requests), () => process.exit(0))
}, 200)
