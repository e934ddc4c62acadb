import type { Clock } from '../clock.ts'
import { ControlError } from './control-error.ts'

/** A clock that runs beside another one, or stands still. Movements error with `ControlError` outside 1970 to 8999. */
export interface MovableClock extends Clock {
  readonly isFrozen: boolean
  /** Stands still at an instant; at the present one when left out. */
  freeze(instant?: Date): void
  /** Moves by milliseconds, back when there are fewer than 0; stands or runs as before. */
  advance(milliseconds: number): void
  /** Moves to an instant; stands or runs as before. */
  set(instant: Date): void
  /** Runs on from where it stands. */
  resume(): void
  /** Back to the clock beside it. */
  reset(): void
}

const latest = Date.UTC(9000, 0)

export const createMovableClock = (base: Clock): MovableClock => {
  let offset = 0
  let frozenAt: number | undefined

  const now = (): number => frozenAt ?? base.now().getTime() + offset
  const move = (instant: number): void => {
    if (!(instant >= 0 && instant < latest)) throw new ControlError('The clock goes from 1970 to 8999', 'instant')
    if (frozenAt === undefined) offset = instant - base.now().getTime()
    else frozenAt = instant
  }

  return {
    now: () => new Date(now()),
    get isFrozen() {
      return frozenAt !== undefined
    },
    freeze: (instant) => {
      if (instant) move(instant.getTime())
      frozenAt = now()
    },
    advance: (milliseconds) => move(now() + milliseconds),
    set: (instant) => move(instant.getTime()),
    resume: () => {
      if (frozenAt === undefined) return
      offset = frozenAt - base.now().getTime()
      frozenAt = undefined
    },
    reset: () => {
      offset = 0
      frozenAt = undefined
    },
  }
}
