import { randomUUID } from 'node:crypto'

/** A failure that nobody foresaw, as far as it is fit for a log: no stack, nothing of the request. */
export interface UnexpectedFailure {
  /** What the answer carries too, so that the two can be brought together. */
  readonly correlationId: string
  readonly name: string
  readonly message: string
}

export type Report = (failure: UnexpectedFailure) => void

/** Reports a failure and gives its new correlation id. */
export const reportFailure = (report: Report, failure: unknown): string => {
  const correlationId = randomUUID()
  const { name, message } = failure instanceof Error ? failure : { name: typeof failure, message: '' }
  report({ correlationId, name, message })
  return correlationId
}

/** One line of JSON on standard error. */
export const reportToStderr: Report = (failure) => {
  process.stderr.write(`${JSON.stringify({ level: 'error', ...failure })}\n`)
}
