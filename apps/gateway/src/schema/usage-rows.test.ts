import { describe, expect, it } from 'vitest'
import { totalsOf } from './usage-rows.ts'

describe('totalsOf', () => {
  it('sums each metric over the rows, beyond 32 bits', () => {
    const rows = [
      { requests: 3_000_000_000, status200: 1 },
      { requests: 2, status200: 2 },
    ]

    expect(totalsOf(rows)).toMatchObject({ requests: 3_000_000_002, status200: 3 })
  })

  it('is null for a metric that no row has, and 0 for all when there are no rows', () => {
    expect(totalsOf([{ requests: 1 }])).toMatchObject({ requests: 1, status500: null })
    expect(Object.values(totalsOf([]))).toEqual([0, 0, 0, 0, 0, 0])
  })
})
