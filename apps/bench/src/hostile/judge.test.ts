import { expect, it } from 'vitest'
import type { HostileScript } from '../../../../packages/core/test/hostile/script.ts'
import { judge } from './judge.ts'

const script = (expected: HostileScript['expected']): HostileScript => ({ name: 'a script', looks: [], expected })
const seen = (waitsMs: readonly number[], posts = 1) => {
  let atMs = 0
  const looks = [0, ...waitsMs].map((waitMs) => {
    atMs += waitMs
    return { path: '/results/e1', atMs, answeredAtMs: atMs }
  })
  return { looks, others: Array<string>(posts).fill('/query') }
}
const rows = { rows: 1 }
const error = { error: 'refused' }

it('says ok for the rows that are expected, and for any error where one is', () => {
  expect(judge(script({ ends: 1 }), rows, seen([2000]))).toBe('ok')
  expect(judge(script({ ends: 'http' }), error, seen([]))).toBe('ok')
})

it('says wrong for rows where there are none, an error where there are rows, and a second start', () => {
  expect(judge(script({ ends: 'http' }), rows, seen([]))).toBe('wrong')
  expect(judge(script({ ends: 1 }), error, seen([]))).toBe('wrong')
  expect(judge(script({ ends: 1 }), rows, seen([], 2))).toBe('wrong')
})

it('says early for a look before the server allowed it, whatever came of it', () => {
  expect(judge(script({ ends: 1, directedMs: 30_000 }), rows, seen([5000]))).toBe('early')
  expect(judge(script({ ends: 1, directedMs: 30_000 }), rows, seen([31_000]))).toBe('ok')
})

it('takes it for right to wait as long as was told where core would rather give up', () => {
  expect(judge(script({ ends: 'retry-after-too-long', directedMs: 181_000 }), rows, seen([182_000]))).toBe('ok')
})

it('says storm for many looks without a pause, and hang for no end', () => {
  expect(judge(script({ ends: 'deadline' }), undefined, seen(Array(50).fill(300)))).toBe('storm')
  expect(judge(script({ ends: 'deadline' }), undefined, seen(Array(50).fill(3000)))).toBe('hang')
})
