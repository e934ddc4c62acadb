import { describe, expect, it } from 'vitest'
import { GuardError } from './guard-error.ts'
import { readTrustedDocuments, withTrustedDocument } from './trusted-documents.ts'

const text = '{ oauthScopes { id } }'
const flat = JSON.stringify({ abc: text })
const apollo = JSON.stringify({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [{ id: 'abc', name: 'Scopes', type: 'query', body: text }],
})

describe('a manifest of trusted documents', () => {
  it.each([
    ['texts by their ids', flat],
    ["Apollo's list of operations", apollo],
  ])('may be %s', (_what, manifest) => {
    const trusted = readTrustedDocuments(manifest)

    expect(trusted.textOf('abc')).toBe(text)
    expect([trusted.has(text), trusted.has(`${text} `), trusted.textOf('toString')]).toEqual([true, false, undefined])
  })

  it.each([
    ['is no JSON', '{', /not JSON$/],
    ['is a list', '[]', /no known format$/],
    ['is of a version that nobody knows', apollo.replace('1', '2'), /no known format$/],
    ['has a document that does not parse', '{"abc":"{"}', /document abc does not parse$/],
  ])('is refused in one line when it %s', (_what, manifest, message) => {
    expect(() => readTrustedDocuments(manifest)).toThrow(message)
  })
})

describe('an id in the place of a document', () => {
  const trusted = readTrustedDocuments(flat)
  const persistedQuery = { version: 1, sha256Hash: 'abc' }

  it.each([
    ['documentId', { documentId: 'abc' }],
    ['documentId with the name of its hash', { documentId: 'sha256:abc' }],
    ["the extension of Apollo's clients", { extensions: { persistedQuery } }],
    ['an id beside an empty document, as WebSockets need one', { query: '', documentId: 'abc' }],
    ['an id beside the document itself', { query: text, extensions: { persistedQuery } }],
  ])('may come as %s', (_what, params) => {
    expect(withTrustedDocument(params, trusted)).toMatchObject({ query: text })
  })

  it.each([
    ['nobody knows', { documentId: 'xyz' }],
    ['is no text', { documentId: ['abc'] }],
    ['comes with another document', { query: '{ oauthClients { totalCount } }', documentId: 'abc' }],
  ])('is refused when it is one that %s', (_what, params) => {
    expect(() => withTrustedDocument(params, trusted)).toThrow(GuardError)
  })

  it('is not needed', () => {
    const params = { query: 'anything', extensions: { persistedQuery: { version: 2 } } }

    expect(withTrustedDocument(params, trusted)).toBe(params)
  })

  it.each([{ documentId: 'abc' }, { extensions: { persistedQuery } }])(
    'is refused where documents have no ids, in the words that clients know: %j',
    (params) => {
      expect(() => withTrustedDocument(params, undefined)).toThrow('PersistedQueryNotSupported')
      expect(withTrustedDocument({ ...params, query: text }, undefined)).toMatchObject({ query: text })
    },
  )
})
