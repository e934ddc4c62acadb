import { concat, EMPTY, NEVER, Observable, of, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { countListeners } from '../../test/count-listeners.ts'
import { lastOf } from './last-of.ts'

describe('lastOf', () => {
  it('resolves with the last value, and leaves no listener', async () => {
    const { signal } = new AbortController()
    const listeners = countListeners(signal)

    expect(await lastOf(of(1, 2, 3), { signal })).toBe(3)
    expect(listeners()).toBe(0)
  })

  it('rejects with the error of the stream, and leaves no listener', async () => {
    const { signal } = new AbortController()
    const listeners = countListeners(signal)
    const broken = concat(
      of(1),
      throwError(() => new Error('broken')),
    )

    await expect(lastOf(broken, { signal })).rejects.toThrow('broken')
    expect(listeners()).toBe(0)
  })

  it('rejects with the reason of the signal, whatever that is, and ends the stream at once', async () => {
    const abort = new AbortController()
    const listeners = countListeners(abort.signal)
    let ended = false
    const last = lastOf(
      new Observable(() => () => {
        ended = true
      }),
      abort,
    )

    abort.abort('enough')

    expect(ended).toBe(true)
    await expect(last).rejects.toBe('enough')
    expect(listeners()).toBe(0)
  })

  it('asks for nothing when the signal has aborted already', async () => {
    let asked = false
    const source = new Observable(() => {
      asked = true
    })

    await expect(lastOf(source, { signal: AbortSignal.abort('before') })).rejects.toBe('before')
    expect(asked).toBe(false)
  })

  it('rejects for a stream without a value, and refuses what is no signal', async () => {
    const given = JSON.parse('{ "signal": {} }')

    await expect(lastOf(EMPTY)).rejects.toMatchObject({ name: 'EmptyError' })
    expect(() => lastOf(NEVER, given)).toThrow(/^signal: object given, but an AbortSignal is needed/)
  })
})
