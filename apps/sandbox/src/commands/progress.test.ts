import { expect, it } from 'vitest'
import { createProgress } from './progress.ts'

const show = (isTTY: boolean, shares: readonly (readonly [at: number, share: number])[]): string => {
  let written = ''
  let now = 0
  const write = (text: string | Uint8Array): boolean => {
    written += text
    return true
  }
  const progress = createProgress({ title: 'Seeding', stream: { isTTY, write }, now: () => now })
  for (const [at, share] of shares) {
    now = at
    progress.show(share)
  }
  progress.end()
  return written
}

it('changes one line on a terminal, and takes it away in the end', () => {
  const written = show(true, [
    [90, 0.1],
    [100, 0.11],
    [200, 0.5],
  ])

  expect(written).toBe('\rSeeding 10 %\u001b[K\rSeeding 50 %\u001b[K\r\u001b[K')
})

it('writes a line every 2 s where there is no terminal, and none for short work', () => {
  const long = show(false, [
    [1000, 0.2],
    [2500, 0.5],
    [3000, 0.6],
    [4600, 0.99],
  ])

  expect(long).toBe('Seeding 50 %\nSeeding 99 %\n')
  expect(show(false, [[1500, 0.9]])).toBe('')
})
