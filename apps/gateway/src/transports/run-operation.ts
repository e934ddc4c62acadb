import type { ExecutionResult } from 'graphql'
import type { Identity } from '../guards/identity.ts'
import type { StreamProgress } from '../streams/stream-progress.ts'

/** What an operation is run with, and where its context is put together. */
export interface OperationContext {
  readonly request: Request
  readonly identity: Identity
  readonly progress: StreamProgress
}

/** Parses, validates and executes an operation under all guards. Rejects with what a guard refuses it for. */
export type RunOperation = (
  params: Readonly<Record<string, unknown>>,
  context: OperationContext,
) => Promise<ExecutionResult | AsyncIterable<ExecutionResult>>
