import type { Config } from '../config.ts'

/** A command line that makes no sense; `message` is one line with a hint. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly kind = 'usage'
}

export interface Flag {
  readonly type: 'boolean' | 'string'
  readonly short?: string
  /** What a value stands for, for the reader: `DIR`. */
  readonly value?: string
  readonly about: string
}

export type FlagValues = Readonly<Record<string, string | boolean | undefined>>

/** What the program was asked for, and where it is asked from. */
export interface Invocation {
  readonly config: Config
  readonly flags: FlagValues
  /** What follows the command and is no flag. */
  readonly words: readonly string[]
  /** A line for whoever reads the result. */
  print(text: string): void
  /** A line beside the result. */
  remark(text: string): void
  /** Settles when somebody asks the program to stop. */
  readonly stopRequested: Promise<void>
}

/** One of the program's commands. */
export interface Command {
  /** What follows its name: `save NAME`. */
  readonly usage: string
  readonly about: string
  /** What else the reader should know. */
  readonly details?: string
  readonly flags: Readonly<Record<string, Flag>>
  /** How many words it takes. */
  readonly wordsMost: number
  /** Loads what the command needs; that runs it to its end. Answers the exit code. */
  load(): Promise<(invocation: Invocation) => Promise<number>>
}
