import type { SnapshotStore } from '../store/snapshots.ts'
import type { UsageCounter } from '../usage/usage-counter.ts'
import { ControlError } from './control-error.ts'
import type { Faults } from './faults.ts'
import type { MovableClock } from './movable-clock.ts'
import type { Recording } from './recording.ts'
import type { SandboxControl } from './sandbox-control.ts'

interface Parts {
  readonly faults: Faults
  readonly clock: MovableClock
  readonly recording: Recording
  readonly snapshots: SnapshotStore
  readonly counter: Pick<UsageCounter, 'flush'>
  /** Removes what has expired. */
  readonly sweep: () => Promise<void>
}

export const createControl = ({ faults, clock, recording, snapshots, counter, sweep }: Parts): SandboxControl => {
  const moved = async (move: () => void): Promise<void> => {
    move()
    await sweep()
  }
  return {
    faults,
    clock: {
      now: clock.now,
      get isFrozen() {
        return clock.isFrozen
      },
      freeze: (instant) => moved(() => clock.freeze(instant)),
      advance: (milliseconds) => moved(() => clock.advance(milliseconds)),
      set: (instant) => moved(() => clock.set(instant)),
      resume: () => moved(clock.resume),
      reset: () => moved(clock.reset),
    },
    snapshots: {
      take: async (name) => {
        // What was answered before is part of it.
        await counter.flush()
        return snapshots.take(checked(name), clock.now())
      },
      restore: async (name) => {
        // What was answered before is undone with the rest, instead of being added later.
        await counter.flush()
        return snapshots.restore(checked(name))
      },
      list: snapshots.list,
      remove: async (name) => snapshots.remove(checked(name)),
    },
    calls: recording,
  }
}

const checked = (name: string): string => {
  if (/^[a-z0-9_]{1,40}$/.test(name)) return name
  throw new ControlError('A name has 1 to 40 characters of a-z, 0-9 and _', 'name')
}
