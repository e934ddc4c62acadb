import { readFileSync } from 'node:fs'
import { parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTrustedDocuments } from '../src/guards/trusted-documents.ts'
import { createGateway } from '../src/index.ts'
import { schema } from '../src/schema/index.ts'
import { listen } from '../src/server/listen.ts'
import { type LoopbackUpstream, startLoopbackUpstream } from './loopback-upstream.ts'
import { sendOverSocket } from './send-over-socket.ts'

const scopes = '{ oauthScopes { id } }'
const remove = 'mutation { deleteOAuthClient(input: { clientId: "c1" }) { __typename } }'
const trustedDocuments = readTrustedDocuments(
  JSON.stringify({ scopes, again: '{ oauthScopes { id __typename } }', remove }),
)

let upstream: LoopbackUpstream
beforeAll(async () => {
  upstream = await startLoopbackUpstream()
})
afterAll(() => upstream.close())

type Parameters = Readonly<Record<string, unknown>>

const send = async (
  parameters: Parameters,
  { development = false, method = 'POST', accept = 'application/json', hasManifest = true } = {},
) => {
  const gateway = createGateway({ apiUrl: upstream.url, development, ...(hasManifest && { trustedDocuments }) })
  const headers = {
    authorization: 'Bearer token',
    accept,
    ...(method === 'POST' && { 'content-type': 'application/json' }),
  }
  const search = new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
  const url = `http://gateway.test/graphql${method === 'GET' ? `?${search}` : ''}`
  const response = await gateway.fetch(url, {
    method,
    headers,
    ...(method === 'POST' && { body: JSON.stringify(parameters) }),
  })
  return response.text()
}

const persisted = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } })

describe('a gateway with trusted documents', () => {
  it.each([
    ['its id by POST', { documentId: 'scopes' }, {}],
    ["its id as Apollo's clients send it", persisted('scopes'), {}],
    ['its id by GET', { documentId: 'scopes' }, { method: 'GET' }],
    ["its id by GET as Apollo's clients send it", persisted('scopes'), { method: 'GET' }],
    ['its id over SSE', { documentId: 'scopes' }, { accept: 'text/event-stream' }],
    ['itself', { query: scopes }, {}],
  ])('runs one of them by %s', async (_how, parameters, options) => {
    expect(await send(parameters, options)).toContain('"id":"users"')
  })

  it.each([
    ['another document', { query: '{ oauthScopes { description } }' }],
    ['one that differs by a space', { query: `${scopes} ` }],
    ['an id that nobody knows', { documentId: 'nothing' }],
    ['an id with another document', { documentId: 'scopes', query: remove }],
    ['another document with the id of one as its text', { query: 'scopes' }],
  ])('does not run %s', async (_what, parameters) => {
    const asked = upstream.requests.length

    const answer = await send(parameters)

    expect(answer).toContain('DOCUMENT_NOT_TRUSTED')
    expect(answer).not.toContain('oauthScopes')
    expect(upstream.requests).toHaveLength(asked)
  })

  it.each([
    ['runs one by its id over a WebSocket', 'scopes', undefined],
    ['does not run one that nobody knows over a WebSocket', 'nothing', 'DOCUMENT_NOT_TRUSTED'],
  ])('%s', async (_what, documentId, code) => {
    const gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: upstream.url, trustedDocuments })
    const asked = upstream.requests.length
    const login = { authorization: 'Bearer token' }

    const refusal = await sendOverSocket(`${gateway.url}/graphql`, {
      headers: {},
      login,
      operation: { query: '', documentId },
    })

    expect(refusal).toBe(code)
    expect(upstream.requests).toHaveLength(code ? asked : asked + 1)
    await gateway.close()
  })

  it('tells one document from the other, also when both were sent by their ids', async () => {
    const gateway = createGateway({ apiUrl: upstream.url, trustedDocuments })
    const answerOf = async (documentId: string) => {
      const headers = { authorization: 'Bearer token', 'content-type': 'application/json' }
      const response = await gateway.fetch('http://gateway.test/graphql', {
        method: 'POST',
        headers,
        body: JSON.stringify({ documentId }),
      })
      return response.text()
    }

    const answers = [await answerOf('scopes'), await answerOf('again'), await answerOf('scopes')]

    expect(answers.map((answer) => answer.includes('__typename'))).toEqual([false, true, false])
  })

  it.each([
    ['POST', {}],
    ['GET', { method: 'GET' }],
    ['SSE', { accept: 'text/event-stream' }],
  ])(
    'needs a manifest: without one it tells by %s that no ids are known, unless the document comes along',
    async (_how, options) => {
      const without = { ...options, hasManifest: false }

      const refused = await Promise.all(
        [{ documentId: 'scopes' }, persisted('scopes')].map((ids) => send(ids, without)),
      )
      const whole = await send({ query: scopes, ...persisted('scopes') }, without)

      for (const answer of refused) expect(answer).toContain('PERSISTED_QUERY_NOT_SUPPORTED')
      expect(whole).toContain('"id":"users"')
    },
  )

  it('takes no mutation by GET, trusted or not', async () => {
    expect(await send(persisted('remove'), { method: 'GET' })).toContain('METHOD_NOT_ALLOWED')
  })

  it('runs any document in development', async () => {
    expect(await send({ query: '{ oauthScopes { __typename id } }' }, { development: true })).toContain('"id":"users"')
  })

  it('takes the manifest of the documents that this project ships', () => {
    const path = new URL('../../../packages/documents/src/generated/trusted-documents.json', import.meta.url)
    const manifest = readFileSync(path, 'utf8')
    const shipped = readTrustedDocuments(manifest)
    const ids = Object.keys(JSON.parse(manifest))

    const faults = ids.flatMap((id) => validate(schema, parse(shipped.textOf(id) ?? '')))

    expect(ids.length).toBeGreaterThan(0)
    expect(faults).toEqual([])
  })
})
