import { expect, it } from 'vitest'
import { createMovableClock } from './movable-clock.ts'

const beside = () => {
  let instant = Date.UTC(2026, 0, 1)
  return { pass: (ms: number) => (instant += ms), clock: createMovableClock({ now: () => new Date(instant) }) }
}
const at = (text: string) => new Date(text)

it('runs with the clock beside it until it is moved, and then as far apart', () => {
  const { clock, pass } = beside()

  const first = clock.now()
  clock.advance(60_000)
  pass(1000)
  const later = clock.now()
  clock.reset()

  expect(first).toEqual(at('2026-01-01T00:00:00Z'))
  expect(later).toEqual(at('2026-01-01T00:01:01Z'))
  expect(clock.now()).toEqual(at('2026-01-01T00:00:01Z'))
})

it('stands still while it is frozen, moves when it is told, and runs on from there', () => {
  const { clock, pass } = beside()

  clock.freeze(at('2027-06-01T00:00:00Z'))
  pass(5000)
  clock.advance(-1000)
  const frozen = [clock.now(), clock.isFrozen]
  clock.resume()
  pass(250)

  expect(frozen).toEqual([at('2027-05-31T23:59:59Z'), true])
  expect([clock.now(), clock.isFrozen]).toEqual([at('2027-05-31T23:59:59.250Z'), false])
})

it('is set while it runs and while it stands', () => {
  const { clock, pass } = beside()

  clock.set(at('2030-01-01T00:00:00Z'))
  pass(10)
  const running = clock.now()
  clock.freeze()
  clock.set(at('2031-01-01T00:00:00Z'))
  pass(10)

  expect(running).toEqual(at('2030-01-01T00:00:00.010Z'))
  expect(clock.now()).toEqual(at('2031-01-01T00:00:00Z'))
})

it('refuses to leave the years that can be stored, and stays where it was', () => {
  const { clock } = beside()

  for (const move of [() => clock.advance(-1e13), () => clock.set(new Date(Number.NaN)), () => clock.advance(1e15)])
    expect(move).toThrow('The clock goes from 1970 to 8999')

  expect(clock.now()).toEqual(at('2026-01-01T00:00:00Z'))
})
