import { expect, it } from 'vitest'
import { createJudge } from './judge.ts'
import { canaryOf } from './organizations.ts'
import type { Exchange } from './send.ts'

const foreign = '6f0b7a52-3c1e-4d0f-9a8b-5e4d3c2b1a00'
const none = { clients: [], executions: [], roles: [], pageClient: '' }
const judge = createJudge({ made: { first: none, second: { ...none, clients: [foreign] } } })

const exchange = (body: object, more: Partial<Exchange> = {}): Exchange => ({
  drawn: {
    ...{
      operationId: 'getOauthClients',
      caller: 'first admin',
      method: 'GET',
      target: '/',
      headers: {},
      body: undefined,
    },
  },
  ...{ path: '/api/v2/oauth/clients', sent: '', status: 200, text: JSON.stringify(body) },
  headers: { 'content-type': 'application/json; charset=utf-8' },
  ...more,
})

it('finds nothing wrong with an answer that is in order', () => {
  expect(judge(exchange({ entities: [], total: 0 }))).toEqual([])
})

it.each([
  ['a name of another organisation', exchange({ firstUri: canaryOf('second') }), 'shows canary-of-the-second'],
  ['an id of another organisation', exchange({ firstUri: foreign }), `shows ${foreign}`],
  ['a 5xx', exchange({ code: 'internal.server.error', status: 500 }, { status: 500 }), 'answers 500'],
  ['a status that is not declared', exchange({}, { status: 201 }), 'getOauthClients does not declare 201'],
  ['a code that is not declared', exchange({ code: 'odd', status: 404 }, { status: 404 }), 'does not declare odd'],
  ['a property that is not declared', exchange({ secret: 'x' }), 'must NOT have additional properties'],
  ['a page', exchange({}, { headers: { 'content-type': 'text/html' } }), 'is of type text/html'],
])('finds %s', (_what, wrong, fault) => {
  expect(judge(wrong).join()).toContain(fault)
})

it('lets an answer repeat what the request said', () => {
  expect(judge(exchange({ selfUri: foreign }, { sent: `/api/v2/oauth/clients/${foreign}` }))).toEqual([])
})
