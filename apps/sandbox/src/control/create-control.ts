import type { SnapshotRecord, SnapshotStore } from '../store/snapshots.ts'
import type { UsageCounter } from '../usage/usage-counter.ts'
import { ControlError } from './control-error.ts'
import type { Faults } from './faults.ts'
import type { MovableClock } from './movable-clock.ts'
import type { RecordedCall, Recording } from './recording.ts'

/** The time of a sandbox. Whatever expires by a movement is gone when its promise settles. */
export interface ControlledClock {
  now(): Date
  readonly isFrozen: boolean
  /** Stands still at an instant; at the present one when left out. */
  freeze(instant?: Date): Promise<void>
  /** Moves by milliseconds, back when there are fewer than 0. */
  advance(milliseconds: number): Promise<void>
  /** Moves to an instant; stands or runs as before. */
  set(instant: Date): Promise<void>
  /** Runs on from where it stands. */
  resume(): Promise<void>
  /** Back to the real time. */
  reset(): Promise<void>
}

/** Copies of all data by name: 1 to 40 of a-z, 0-9, `_`. Faults, clock and recording are no part of them. */
export interface Snapshots {
  /** Replaces a snapshot of the same name. */
  take(name: string): Promise<SnapshotRecord>
  /** False when there is none of this name. */
  restore(name: string): Promise<boolean>
  list(): Promise<SnapshotRecord[]>
  /** False when there is none of this name. */
  remove(name: string): Promise<boolean>
}

/** What a test can do to a sandbox that no caller of the API can. Everything but snapshots is of this process alone. */
export interface SandboxControl {
  readonly faults: Pick<Faults, 'add' | 'list' | 'remove' | 'clear'>
  readonly clock: ControlledClock
  readonly snapshots: Snapshots
  readonly calls: {
    /** The last calls, the oldest first; `recordedCallsMost` of them are kept. */
    list(): RecordedCall[]
    clear(): void
  }
}

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
