import { contractOperations, readContract } from '@grantstream/contract/document'
import { beforeEach, describe, expect, it } from 'vitest'
import { ControlError } from './control-error.ts'
import { createFaults, type Faults } from './faults.ts'

const operations = contractOperations(readContract())
const [getClients, token] = ['getOauthClients', 'postOauthToken'].map((id) =>
  operations.find(({ operationId }) => operationId === id),
)
let now: number
let drawn: number
let faults: Faults

beforeEach(() => {
  now = Date.UTC(2026, 0, 1)
  drawn = 0.5
  faults = createFaults(operations, { now: () => new Date(now) }, () => drawn)
})
const struckBy = (times: number) =>
  Array.from({ length: times }, () => faults.strike(getClients, false)?.rule?.kind ?? 'nothing')

it('strikes nothing while no fault is set, and nothing once all are cleared', () => {
  const before = faults.strike(getClients, false)
  faults.add({ kind: 'page' })
  faults.clear()

  expect([before, faults.strike(getClients, false)]).toEqual([undefined, undefined])
})

it('strikes as often as it is told and is gone then', () => {
  const { id } = faults.add({ kind: 'page', times: 2 })

  expect(struckBy(3)).toEqual(['page', 'page', 'nothing'])
  expect(faults.remove(id)).toBe(false)
})

it('strikes for as long as it is told, by the clock of the sandbox', () => {
  faults.add({ kind: 'truncate', forMs: 1000 })

  const during = struckBy(1)
  now += 1000

  expect([during, struckBy(1), faults.list()]).toEqual([['truncate'], ['nothing'], []])
})

it('strikes the share of calls that it is told', () => {
  faults.add({ kind: 'page', rate: 0.3 })

  const [under, over] = [0.299, 0.3].map((number) => {
    drawn = number
    return struckBy(1)[0]
  })

  expect([under, over]).toEqual(['page', 'nothing'])
})

it('lets one fault strike beside every latency, the first that was set', () => {
  faults.add({ kind: 'latency', latency: { distribution: 'fixed', ms: 5 } })
  faults.add({ kind: 'reset' })
  faults.add({ kind: 'latency', latency: { distribution: 'fixed', ms: 7 } })
  faults.add({ kind: 'page' })

  const strike = faults.strike(getClients, false)

  expect(strike?.holds.map(({ ms }) => ms)).toEqual([5, 7])
  expect(strike?.rule?.kind).toBe('reset')
  expect(faults.list().map(({ struck }) => struck)).toEqual([1, 1, 1, 0])
})

it('keeps to the operations that it names, and to those that declare its code', () => {
  faults.add({ kind: 'page', operations: ['postOauthToken'] })
  faults.add({ kind: 'error', code: 'client.not.found' })
  faults.add({ kind: 'login-outage' })

  expect(faults.strike(getClients, false)?.rule).toBeUndefined()
  expect(faults.strike(token, true)?.rule?.kind).toBe('page')
  expect(faults.strike(undefined, true)?.rule?.kind).toBe('login-outage')
})

it('releases the calls that it holds back when it is removed, and only those', () => {
  const one = faults.add({ kind: 'latency', latency: { distribution: 'fixed', ms: 5 }, times: 2 })
  faults.add({ kind: 'latency', latency: { distribution: 'fixed', ms: 7 } })
  const strike = faults.strike(getClients, false)

  faults.remove(one.id)

  expect(strike?.holds.map(({ released }) => released.aborted)).toEqual([true, false])
})

describe('a rule is refused', () => {
  it.each([
    ['nothing', undefined, undefined],
    ['an unknown kind', { kind: 'fire' }, 'kind'],
    ['a word too much', { kind: 'page', rat: 1 }, undefined],
    ['an unknown operation', { kind: 'page', operations: ['getNothing'] }, 'operations'],
    ['no operation', { kind: 'page', operations: [] }, 'operations'],
    ['a rate over 1', { kind: 'page', rate: 1.1 }, 'rate'],
    ['a rate of 0', { kind: 'page', rate: 0 }, 'rate'],
    ['no times at all', { kind: 'page', times: 0 }, 'times'],
    ['half a millisecond', { kind: 'page', forMs: 0.5 }, 'forMs'],
    ['a status that no proxy gives', { kind: 'page', status: 418 }, 'status'],
    ['a code that nothing declares', { kind: 'error', code: 'no.such.code' }, 'code'],
    ['a code of other operations', { kind: 'error', code: 'client.not.found', operations: ['getOauthScopes'] }, 'code'],
    ['a code at the login host', { kind: 'error', code: 'bad.request', operations: ['postOauthToken'] }, 'code'],
    ['a time for what is no 429', { kind: 'error', code: 'not.found', retryAfterSeconds: 1 }, 'retryAfterSeconds'],
    [
      'an execution that nothing starts',
      { kind: 'execution', outcome: 'fails', operations: ['getOauthScopes'] },
      'operations',
    ],
    ['an outage elsewhere', { kind: 'login-outage', operations: ['getOauthScopes'] }, 'operations'],
    [
      'bounds the wrong way round',
      { kind: 'latency', latency: { distribution: 'uniform', leastMs: 2, mostMs: 1 } },
      'latency.leastMs',
    ],
    ['a latency without end', { kind: 'latency', latency: { distribution: 'fixed', ms: 1e9 } }, 'latency.ms'],
    ['no number', { kind: 'latency', latency: { distribution: 'fixed', ms: Number.NaN } }, 'latency.ms'],
  ])('for %s', (_what, rule, field) => {
    const adding = () => faults.add(rule as never)

    expect(adding).toThrow(expect.objectContaining({ kind: 'control', field }))
    expect(adding).toThrow(ControlError)
    expect(faults.list()).toEqual([])
  })
})
