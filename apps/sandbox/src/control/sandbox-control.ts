import type { SnapshotRecord } from '../store/snapshots.ts'
import type { FaultRule, FaultRuleInput } from './fault-rule.ts'
import type { RecordedCall } from './recording.ts'

/** A fault that is set. */
export interface ActiveFault {
  readonly id: string
  readonly rule: FaultRule
  /** How often it has struck. */
  readonly struck: number
  /** When it ends by itself, where it lasts for a time. */
  readonly dateEnds?: Date
}

/** Sets faults and takes them away. */
export interface FaultControl {
  /** Errors with `ControlError` when the rule makes no sense. */
  add(rule: FaultRuleInput): ActiveFault
  /** In the order in which they were set. */
  list(): ActiveFault[]
  /** False when there is none. Calls that it holds back go on. */
  remove(id: string): boolean
  clear(): void
}

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
  readonly faults: FaultControl
  readonly clock: ControlledClock
  readonly snapshots: Snapshots
  readonly calls: {
    /** The last calls, the oldest first; `recordedCallsMost` of them are kept. */
    list(): RecordedCall[]
    clear(): void
  }
}
