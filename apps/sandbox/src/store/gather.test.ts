import { expect, it } from 'vitest'
import { gather } from './gather.ts'

/** A load that answers when it is told to, in the order in which it was asked. */
const createLoad = () => {
  const loads: { keys: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = []
  const load = (keys: readonly number[]): Promise<readonly string[]> =>
    new Promise((resolve, reject) => {
      loads.push({ keys, answer: () => resolve(keys.map((key) => `answer ${key}`)), fail: reject })
    })
  return { loads, load }
}

it('loads at once what is asked for together, and answers each by its place', async () => {
  const { loads, load } = createLoad()
  const ask = gather(load)

  const answers = Promise.all([1, 2, 1].map(ask))
  await expect.poll(() => loads.length).toBe(1)
  loads[0]?.answer()

  expect(await answers).toEqual(['answer 1', 'answer 2', 'answer 1'])
  expect(loads.map(({ keys }) => keys)).toEqual([[1, 2, 1]])
})

it('answers nobody by a load that began before the question', async () => {
  const { loads, load } = createLoad()
  const ask = gather(load)

  const first = ask(1)
  await expect.poll(() => loads.length).toBe(1)
  const second = ask(1)
  const third = ask(3)
  loads[0]?.answer()
  await first
  await expect.poll(() => loads.length).toBe(2)
  loads[1]?.answer()

  expect(await Promise.all([second, third])).toEqual(['answer 1', 'answer 3'])
  expect(loads.map(({ keys }) => keys)).toEqual([[1], [1, 3]])
})

it('gives the error of a load to its questions alone, and goes on', async () => {
  const { loads, load } = createLoad()
  const ask = gather(load)

  const failing = Promise.allSettled([ask(1), ask(2)])
  await expect.poll(() => loads.length).toBe(1)
  const next = ask(3)
  loads[0]?.fail(new Error('down'))
  const failed = await failing
  await expect.poll(() => loads.length).toBe(2)
  loads[1]?.answer()

  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await next).toBe('answer 3')
})
