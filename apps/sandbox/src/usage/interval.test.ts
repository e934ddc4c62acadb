import { expect, it } from 'vitest'
import { readInterval } from './interval.ts'

const read = (text: string): string => {
  const interval = readInterval(text)
  return interval ? `${interval.start.toISOString()} ${interval.end.toISOString()}` : 'none'
}

it.each([
  ['2020-01/2020-06', '2020-01-01T00:00:00.000Z 2020-06-01T00:00:00.000Z'],
  ['2020-01-31/2020-02-29', '2020-01-31T00:00:00.000Z 2020-02-29T00:00:00.000Z'],
  ['2020-01-01T10:30Z/2020-01-01T10:30:15Z', '2020-01-01T10:30:00.000Z 2020-01-01T10:30:15.000Z'],
  ['2020-01-01T00:00:00.5+02:00/2020-01', '2019-12-31T22:00:00.500Z 2020-01-01T00:00:00.000Z'],
  ['2020-02/2020-01', '2020-02-01T00:00:00.000Z 2020-01-01T00:00:00.000Z'],
])('reads %s', (text, instants) => {
  expect(read(text)).toBe(instants)
})

it.each([
  '',
  '/',
  '2020-01-01',
  '2020-01-01/',
  '2020-01-01/P1D',
  '2020-01/2020-02/2020-03',
  '2020-13/2020-14',
  '2019-02-29/2019-03-01',
  '2020-01-01T25:00Z/2020-02',
  '2020-01-01T00:00/2020-02',
  '2020-1-1/2020-2-1',
  ' 2020-01/2020-02',
  '2020-01/2020-02\n',
  '+002020-01/2020-02',
])('does not take %j for an interval', (text) => {
  expect(read(text)).toBe('none')
})
