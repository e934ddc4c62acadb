import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import type { UsageCount } from '../store/usage.ts'
import { createUsageCounter, type ServedCall } from './usage-counter.ts'

const call: ServedCall = {
  ...{ organizationId: 'o', clientId: 'c', userId: '', templateUri: 't', httpMethod: 'GET', day: '2026-01-01' },
  status: 200,
}
const noCalls = { status200: 0, status300: 0, status400: 0, status500: 0, status429: 0, requests: 0 }

/** A store that is down until it is told otherwise, as a database may be. */
const createStore = () => {
  const added: UsageCount[][] = []
  const store = {
    isDown: false,
    add: async (counts: readonly UsageCount[]) => {
      await sleep(1)
      if (store.isDown) throw new Error('down')
      if (counts.length > 0) added.push([...counts])
    },
  }
  return { added, store }
}

it('adds up calls of one kind by the class of their status, 429 in 400 too', async () => {
  const { added, store } = createStore()
  const counter = createUsageCounter(store, 60_000, () => undefined)
  const { status: _status, ...kind } = call

  for (const status of [200, 204, 302, 404, 429, 500, 503]) counter.count({ ...call, status })
  await counter.flush()

  const counts = { status200: 2, status300: 1, status400: 2, status429: 1, status500: 2, requests: 7 }
  expect(added).toEqual([[{ ...kind, ...counts }]])
})

it('keeps calls apart that differ in anything but their status', async () => {
  const { added, store } = createStore()
  const counter = createUsageCounter(store, 60_000, () => undefined)

  for (const field of Object.keys(call)) counter.count({ ...call, ...(field !== 'status' && { [field]: 'other' }) })
  await counter.flush()

  expect(added[0]).toHaveLength(7)
  expect(added[0]?.every(({ requests }) => requests === 1)).toBe(true)
})

it('writes by itself, once for the calls of one interval', async () => {
  const { added, store } = createStore()
  const counter = createUsageCounter(store, 30, () => undefined)

  for (let calls = 0; calls < 5; calls++) counter.count(call)

  await expect.poll(() => added.length).toBe(1)
  expect(added[0]).toMatchObject([{ requests: 5 }])
})

it('keeps the calls when a write fails, tells of it, and writes them later with those counted since', async () => {
  const { added, store } = createStore()
  const onError = vi.fn()
  const counter = createUsageCounter(store, 10, onError)
  store.isDown = true

  counter.count(call)
  await expect(counter.flush()).rejects.toThrow('down')
  counter.count({ ...call, status: 404 })
  await expect.poll(() => onError.mock.calls.length).toBeGreaterThan(0)
  store.isDown = false
  await counter.flush()

  expect(added).toMatchObject([[{ ...noCalls, status200: 1, status400: 1, requests: 2 }]])
})

it('tells of the first of many failures, and again of one after a success', async () => {
  const { added, store } = createStore()
  const add = vi.spyOn(store, 'add')
  const onError = vi.fn()
  const counter = createUsageCounter(store, 1, onError)
  const failThrice = async () => {
    add.mockClear()
    store.isDown = true
    counter.count(call)
    await expect.poll(() => add.mock.calls.length).toBeGreaterThan(3)
  }

  await failThrice()
  store.isDown = false
  await expect.poll(() => added.length).toBe(1)
  await failThrice()

  expect(onError.mock.calls).toHaveLength(2)
})
