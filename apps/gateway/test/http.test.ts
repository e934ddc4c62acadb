import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UnexpectedFailure } from '../src/index.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { type LoopbackUpstream, startLoopbackUpstream } from './loopback-upstream.ts'

let upstream: LoopbackUpstream
let gateway: RunningGateway
const reported: UnexpectedFailure[] = []

beforeAll(async () => {
  upstream = await startLoopbackUpstream()
  gateway = await listen(
    { host: '127.0.0.1', port: 0 },
    { apiUrl: upstream.url, allowedOrigins: ['https://console.example'], report: (failure) => reported.push(failure) },
  )
})
afterAll(async () => {
  await gateway.close()
  await upstream.close()
})

const bearer = { authorization: 'Bearer canary-token' }
const document = '{ oauthScopes { id } }'

interface Sent {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

type Transport = (sent: Sent, headers?: Readonly<Record<string, string>>) => Promise<Response>

const post =
  (accept: string): Transport =>
  (sent, headers = bearer) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...headers },
      body: JSON.stringify(sent),
    })

const get =
  (accept: string): Transport =>
  ({ query, variables = {} }, headers = bearer) =>
    fetch(`${gateway.url}/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`, {
      headers: { accept, ...headers },
    })

const transports: readonly (readonly [string, Transport])[] = [
  ['POST', post('application/json')],
  ['POST with the newer media type', post('application/graphql-response+json')],
  ['GET', get('application/json')],
  ['SSE by POST', post('text/event-stream')],
  ['SSE by GET', get('text/event-stream')],
]

describe.each(transports)('%s', (_name, send) => {
  it.each<Record<string, string>>([
    {},
    { authorization: 'Basic dXNlcjpwYXNz' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer two words' },
  ])('is refused with a challenge before anything is parsed when it brings %j', async (headers) => {
    const asked = upstream.requests.length

    const response = await send({ query: 'not even GraphQL {' }, headers)

    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    expect(upstream.requests).toHaveLength(asked)
  })

  it('is answered, not to be stored, and sends the token to the upstream alone', async () => {
    const response = await send({ query: document })

    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(await response.text()).toContain('"id":"users"')
    expect(upstream.requests.at(-1)?.headers.authorization).toBe('Bearer canary-token')
  })

  it('tells of a variable that does not fit by its name and type, and never its value', async () => {
    const query =
      'query ($first: Int, $filter: OAuthClientFilter) { oauthClients(first: $first, filter: $filter) { totalCount } }'

    const response = await send({ query, variables: { first: 'canary-value', filter: { state: 'CANARY_STATE' } } })

    const text = await response.text()
    expect(text).toContain('\\"$first\\" is a Int')
    expect(text).toContain('$filter.state')
    expect(text).toContain('INVALID_INPUT')
    expect(text).not.toMatch(/canary/i)
  })

  it('masks what nobody foresaw, and reports it under the same correlation id without a stack', async () => {
    reported.length = 0

    const response = await send({ query: '{ oauthAuthorizations { scopes { id } } }' })

    const text = await response.text()
    const id = /"correlationId":"([\w-]+)"/.exec(text)?.[1]
    expect(text).toContain('Unexpected error.')
    expect(text).not.toMatch(/TypeError|\.ts|node_modules|canary/)
    expect(reported).toEqual([{ correlationId: id, name: 'TypeError', message: expect.any(String) }])
  })
})

describe('the HTTP face', () => {
  it('lives and is ready without a token, and calls no operation for it', async () => {
    const asked = upstream.requests.length

    const [health, ready] = await Promise.all([fetch(`${gateway.url}/health`), fetch(`${gateway.url}/ready`)])

    expect([health.status, ready.status]).toEqual([200, 200])
    expect(upstream.requests.slice(asked).map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['HEAD', undefined],
    ])
  })

  it('is alive but not ready, in bounded time, while the upstream is out of reach or silent', async () => {
    const silent = await startLoopbackUpstream({ answers: () => undefined })
    const gone = await startLoopbackUpstream()
    await gone.close()

    for (const apiUrl of [gone.url, silent.url]) {
      const unready = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl })
      const [health, ready] = await Promise.all([fetch(`${unready.url}/health`), fetch(`${unready.url}/ready`)])
      await unready.close()

      expect([health.status, ready.status]).toEqual([200, 503])
      expect(await ready.text()).toBe('')
    }
    await silent.close()
  })

  it.each(['/', '/nowhere', '/graphql/more', '/api/v2/oauth/clients'])('answers 404 in JSON at %s', async (path) => {
    const response = await fetch(gateway.url + path, { headers: bearer })

    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  })

  it('refuses a body that is not JSON, clearly and without quoting it', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: '{ "query": canary }',
    })

    const text = await response.text()
    expect(response.status).toBe(400)
    expect(JSON.parse(text)).toEqual({
      errors: [{ message: 'POST body sent invalid JSON.', extensions: { code: 'BAD_REQUEST' } }],
    })
  })

  it.each(['variables', 'extensions'])('refuses a GET whose %s are not JSON, without quoting them', async (name) => {
    const parameters = new URLSearchParams({ query: document, [name]: '{ canary' })

    const response = await fetch(`${gateway.url}/graphql?${parameters}`, { headers: bearer })

    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      errors: [{ message: `The parameter "${name}" is not JSON.`, extensions: { code: 'BAD_REQUEST' } }],
    })
  })

  it.each(['with its length told', 'in chunks'])('refuses an over-long body %s', async (how) => {
    const body = JSON.stringify({ query: document, variables: { filler: 'x'.repeat(100_000) } })
    const stream = new Blob([body]).stream()

    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      ...(how === 'in chunks' ? { body: stream, duplex: 'half' } : { body }),
    })

    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ errors: [{ message: 'Request body too large' }] })
  })

  it('takes no mutation by GET, no batch and no upload', async () => {
    const mutation = 'mutation { deleteOAuthClient(input: { clientId: "c1" }) { __typename } }'
    const form = new FormData()
    form.set('operations', JSON.stringify({ query: document }))
    form.set('map', '{}')
    const asked = upstream.requests.length

    const byGet = await get('application/json')({ query: mutation })
    const batch = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: JSON.stringify([{ query: document }, { query: document }]),
    })
    const upload = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: bearer, body: form })

    expect([byGet.status, batch.status, upload.status]).toEqual([405, 400, 415])
    expect(upstream.requests).toHaveLength(asked)
  })

  it('shows no page for people', async () => {
    const response = await fetch(`${gateway.url}/graphql`, { headers: { ...bearer, accept: 'text/html' } })

    expect(await response.text()).not.toContain('<')
  })

  it('lets pages of the listed origins read answers, and no others', async () => {
    const from = async (origin: string, method = 'POST') => {
      const response = await fetch(`${gateway.url}/graphql`, { method, headers: { ...bearer, origin } })
      return [
        response.headers.get('access-control-allow-origin'),
        response.headers.get('access-control-allow-credentials'),
        response.headers.get('access-control-expose-headers'),
      ]
    }

    expect(await from('https://console.example')).toEqual(['https://console.example', null, 'retry-after'])
    expect(await from('https://console.example', 'OPTIONS')).toEqual(['https://console.example', null, 'retry-after'])
    expect(await from('https://evil.example')).toEqual([null, null, null])
    expect(await from('null', 'OPTIONS')).toEqual([null, null, null])
  })

  it('lets such a page send the trace that its request belongs to', async () => {
    const { headers } = await fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://console.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,traceparent',
      },
    })

    expect(headers.get('access-control-allow-headers')?.split(', ')).toContain('traceparent')
  })

  it.each(['application/json', 'application/json, text/event-stream;q=0'])(
    'refuses a subscription whose stream the caller would not take, and starts nothing: %s',
    async (accept) => {
      const asked = upstream.requests.length

      const response = await post(accept)({
        query: 'subscription { usageSummary(input: { clientId: "c1" }) { status } }',
      })

      expect(response.status).toBe(406)
      expect(await response.text()).toContain('NOT_ACCEPTABLE')
      expect(upstream.requests).toHaveLength(asked)
    },
  )

  it('refuses a request to a host that there cannot be', async () => {
    const answer = await rawRequest('GET /graphql HTTP/1.1\r\nHost: [\r\nAuthorization: Bearer canary-token')

    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toMatch(/cache-control: no-store/i)
    expect(answer).toContain('"code":"BAD_REQUEST"')
  })
})

/** Sends a head that `fetch` would not, and gives all that comes back. */
const rawRequest = (head: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1', () =>
      socket.write(`${head}\r\nConnection: close\r\n\r\n`),
    )
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(text)).on('error', reject)
  })
