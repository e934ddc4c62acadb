import { listen, type RunningGateway } from '@grantstream/gateway/listen'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { EventSource } from 'eventsource'
import { createClient } from 'graphql-sse'
import { Client, fetchExchange } from 'urql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const query = 'subscription ($id: ID!) { usageSummary(input: { clientId: $id }) { status rows { clientName } } }'
let sandbox: TestSandbox
let gateway: RunningGateway
let url: string
let recorded: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  sandbox = await startTestSandbox()
  gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: sandbox.url, polling: { schedule: () => 50 } })
  url = `${gateway.url}/graphql`
  const headers = { authorization: `Bearer ${await sandbox.login()}`, 'content-type': 'application/json' }
  const { clientId } = sandbox.admin
  const ask = (document: string, variables: object, accept = 'application/json') =>
    fetch(url, {
      method: 'POST',
      headers: { ...headers, accept },
      body: JSON.stringify({ query: document, variables }),
    })
  // Letters of two, three and four bytes: a split may fall within them.
  const rename = 'mutation ($input: UpdateOAuthClientInput!) { updateOAuthClient(input: $input) { __typename } }'
  await (await ask(rename, { input: { clientId, name: 'Zähler – 🔑' } })).text()
  recorded = new Uint8Array(await (await ask(query, { id: clientId }, 'text/event-stream')).arrayBuffer())
})
afterAll(async () => {
  await gateway?.close()
  await sandbox?.close()
})

/** Answers with what was recorded, in the pieces that are given. */
const replay = (pieces: () => readonly Uint8Array<ArrayBuffer>[]) => async (): Promise<Response> =>
  new Response(
    new ReadableStream({
      start: (stream) => {
        for (const piece of pieces()) stream.enqueue(piece)
        stream.close()
      },
    }),
    { headers: { 'content-type': 'text/event-stream' } },
  )

const splitAt = (offset: number) => replay(() => [recorded.slice(0, offset), recorded.slice(offset)])
const everyByte = replay(() => Array.from(recorded, (byte) => Uint8Array.of(byte)))

type Fetch = ReturnType<typeof replay>

const byGraphqlSse = async (fetchFn: Fetch): Promise<unknown[]> => {
  const client = createClient({ url: 'http://gateway.test/graphql', fetchFn, retryAttempts: 0 })
  const answers: unknown[] = []
  for await (const { data } of client.iterate({ query })) answers.push(data)
  return answers
}

const byUrql = (fetchFn: Fetch): Promise<unknown[]> =>
  new Promise((resolve, reject) => {
    const client = new Client({
      url: 'http://gateway.test/graphql',
      exchanges: [fetchExchange],
      fetch: fetchFn,
      fetchSubscriptions: true,
      preferGetMethod: false,
    })
    const answers: unknown[] = []
    client.subscription(query, { id: 'any' }).subscribe((result) => {
      if (result.hasNext === false) return resolve(answers)
      if (result.error) return reject(result.error)
      answers.push(result.data)
    })
  })

const byEventSource = (fetchFn: Fetch): Promise<unknown[]> =>
  new Promise((resolve, reject) => {
    const source = new EventSource('http://gateway.test/graphql', { fetch: fetchFn })
    const answers: unknown[] = []
    source.addEventListener('next', ({ data }) => answers.push(JSON.parse(data).data))
    source.addEventListener('complete', () => {
      source.close()
      resolve(answers)
    })
    source.addEventListener('error', reject)
  })

describe.each([
  ['graphql-sse', byGraphqlSse],
  ['urql', byUrql],
  ['an EventSource', byEventSource],
])('a stream of the gateway, read by %s', (_name, read) => {
  it('is the same wherever it is split in two, and when each byte comes alone', async () => {
    const whole = await read(splitAt(0))

    const different: number[] = []
    for (let offset = 1; offset < recorded.length; offset++) {
      const answers = await read(splitAt(offset))
      if (JSON.stringify(answers) !== JSON.stringify(whole)) different.push(offset)
    }

    expect(JSON.stringify(whole.at(-1))).toMatch(/"status":"COMPLETE".*Zähler – 🔑/)
    expect(different).toEqual([])
    expect(await read(everyByte)).toEqual(whole)
  })
})
