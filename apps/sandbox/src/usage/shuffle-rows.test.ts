import { expect, it } from 'vitest'
import { shuffleRows } from './shuffle-rows.ts'

const rows = (requests: number) =>
  Array.from({ length: 40 }, (_, day) => ({
    date: `2026-01-${String(day).padStart(2, '0')}`,
    httpMethod: 'GET',
    requests,
  }))

it('keeps every row and leaves none of the order', () => {
  const shuffled = shuffleRows(rows(1))

  expect(shuffled).toHaveLength(40)
  expect(shuffled).toEqual(expect.arrayContaining(rows(1)))
  expect(shuffled).not.toEqual(rows(1))
})

it('gives the same rows the same order, in whatever order they come and whatever they count', () => {
  const dates = (shuffled: { date?: string }[]) => shuffled.map(({ date }) => date)

  expect(dates(shuffleRows(rows(2).toReversed()))).toEqual(dates(shuffleRows(rows(1))))
})
