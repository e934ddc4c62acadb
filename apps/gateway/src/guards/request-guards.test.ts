import { describe, expect, it } from 'vitest'
import { requestGuards } from './request-guards.ts'

const url = 'http://gateway.test/graphql'
const allowedOrigins = ['https://console.example']

const refusedBy = (headers: Readonly<Record<string, string>>, { method = 'POST', development = false } = {}) => {
  const typed = method === 'POST' ? { 'content-type': 'application/json', ...headers } : headers
  const request = new Request(url, { method, headers: typed })
  return requestGuards({ allowedOrigins, development }).find(({ refusal }) => refusal(request))?.guard
}

describe('the head of a request', () => {
  it.each<[string, Record<string, string>]>([
    ['no page', {}],
    ['a page of a listed origin', { origin: 'https://console.example', 'sec-fetch-site': 'cross-site' }],
    ['a person who typed the address', { 'sec-fetch-site': 'none' }],
  ])('passes when it is that of %s', (_whom, headers) => {
    expect(refusedBy(headers)).toBeUndefined()
    expect(refusedBy(headers, { method: 'GET' })).toBeUndefined()
  })

  it.each<[string, string, Record<string, string>]>([
    ['origin', 'another origin', { origin: 'https://evil.example' }],
    ['origin', 'an origin that only begins like a listed one', { origin: 'https://console.example.evil.example' }],
    ['origin', 'a listed origin by another scheme', { origin: 'http://console.example' }],
    ['origin', 'an origin that is none, as of a file or a frame in a sandbox', { origin: 'null' }],
    ['csrf', 'another site, that sends no origin', { 'sec-fetch-site': 'cross-site' }],
    ['csrf', 'a neighbour of the same site, that sends no origin', { 'sec-fetch-site': 'same-site' }],
  ])('is refused by the guard %s when it is that of %s', (guard, _whom, headers) => {
    expect(refusedBy(headers)).toBe(guard)
    expect(refusedBy(headers, { method: 'GET' })).toBe(guard)
  })

  it('may be that of a page of the gateway itself, in development alone', () => {
    const headers = { origin: 'http://gateway.test', 'sec-fetch-site': 'same-origin' }

    expect(refusedBy(headers, { development: true })).toBeUndefined()
    expect(refusedBy(headers)).toBe('origin')
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'may announce a body of %s',
    (type) => {
      expect(refusedBy({ 'content-type': type })).toBeUndefined()
    },
  )

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; application/json',
    'application/json-seq',
    'application/json; charset=utf-16',
    'application/graphql',
    '',
  ])('is refused when it announces a body of %j', (type) => {
    expect(refusedBy({ 'content-type': type })).toBe('content-type')
  })
})
