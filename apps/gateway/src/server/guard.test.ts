import { describe, expect, it } from 'vitest'
import { guard } from './guard.ts'
import type { UnexpectedFailure } from './report.ts'

describe('guard', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('secret detail')
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret detail'))],
  ])('answers in JSON without a stack when the handler %s, and reports it once', async (_how, handle) => {
    const reported: UnexpectedFailure[] = []

    const response = await guard(handle, (failure) => reported.push(failure)).fetch('http://gateway.test/')

    const text = await response.text()
    expect(response.status).toBe(500)
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] })
    expect(text).not.toMatch(/secret detail|guard/)
    expect(reported).toEqual([{ correlationId: expect.any(String), name: 'Error', message: 'secret detail' }])
    expect(text).toContain(reported[0]?.correlationId)
  })
})
