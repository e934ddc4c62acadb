import fc from 'fast-check'
import { defer, finalize, map, mergeMap, takeUntil, throwError, timer } from 'rxjs'
import { expect, it } from 'vitest'
import { marbles } from '../../test/marbles.ts'
import { tokensOf } from '../../test/tokens-of.ts'
import { renewableToken, type Token } from './renewable-token.ts'

/** Who comes at `atMs`, perhaps refusing the token seen last, and leaves after `patienceMs`. */
const waiter = fc.record({ atMs: fc.nat(60), patienceMs: fc.integer({ min: 1, max: 30 }), refuses: fc.boolean() })
const login = fc.record({ takesMs: fc.nat(12), livesMs: fc.integer({ min: 1, max: 40 }), fails: fc.boolean() })

it('logs in once at a time, leaves no login behind and never gives a refused token, whoever comes and goes', () => {
  fc.assert(
    fc.property(fc.array(waiter, { minLength: 1, maxLength: 12 }), fc.array(login, { minLength: 1 }), (waiters, plan) =>
      marbles(({ scheduler, flush }) => {
        let inFlight = 0
        let mostInFlight = 0
        let logins = 0
        let waiting = 0
        let unattended = 0
        const nowMs = () => scheduler.now()
        const obtain = () =>
          defer(() => {
            const { takesMs, livesMs, fails } = plan[logins % plan.length] ?? { takesMs: 0, livesMs: 1, fails: false }
            const value = `t${++logins}`
            mostInFlight = Math.max(mostInFlight, ++inFlight)
            return timer(takesMs).pipe(
              mergeMap(() => (fails ? throwError(() => new Error('down')) : [value])),
              map(
                (token): Token => ({ value: token, renewAtMs: nowMs() + livesMs / 2, expiresAtMs: nowMs() + livesMs }),
              ),
              finalize(() => inFlight--),
            )
          })
        const tokens = tokensOf(renewableToken(obtain, nowMs))
        const seen: string[] = []
        const outcomes: unknown[] = []

        for (const { atMs, patienceMs, refuses } of waiters) {
          const ask = defer(() => {
            const refused = refuses ? seen.at(-1) : undefined
            waiting++
            return tokens(refused).pipe(
              map((token) => ({ token, refused })),
              finalize(() => waiting--),
            )
          })
          timer(atMs)
            .pipe(mergeMap(() => ask.pipe(takeUntil(timer(patienceMs)))))
            .subscribe({
              next: ({ token, refused }) => {
                seen.push(token)
                outcomes.push(token !== refused)
              },
              error: (error: unknown) => outcomes.push(error instanceof Error && error.message === 'down'),
            })
          timer(atMs + patienceMs + 1).subscribe(() => {
            if (waiting === 0) unattended += inFlight
          })
        }
        flush()

        expect(outcomes.every((good) => good === true)).toBe(true)
        expect(mostInFlight).toBeLessThanOrEqual(1)
        expect(unattended).toBe(0)
      }),
    ),
    { numRuns: 300 },
  )
})
