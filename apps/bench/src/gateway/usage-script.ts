/**
 * Usage executions of the upstream of the figures. `e-wait-N` run until they are told to finish; `e-rows-N` are complete
 * with N rows.
 */
export class UsageScript {
  /** When each execution was first told to be complete, in milliseconds since 1970. */
  readonly completedAtMs: Record<string, number> = {}
  private isFinished = false

  finish(): void {
    this.isFinished = true
  }

  answer(path: string): object {
    const executionId = path.split('/').at(-1) ?? ''
    if (executionId.startsWith('e-rows-')) return complete(Number(executionId.slice('e-rows-'.length)))
    if (!this.isFinished) return { queryStatus: 'Running' }
    this.completedAtMs[executionId] ??= Date.now()
    return complete(1)
  }
}

const complete = (rows: number) => ({ queryStatus: 'Complete', results: Array.from({ length: rows }, rowOf) })

const rowOf = (_: unknown, index: number) => ({
  date: '2026-01-01T00:00:00.000Z',
  clientId: `c${index % 500}`,
  clientName: `Client ${index % 500}`,
  organizationId: 'o1',
  userId: '',
  templateUri: `api/v2/things/${index % 20}`,
  httpMethod: 'GET',
  requests: index,
  status200: index,
  status300: 0,
  status400: 0,
  status429: 0,
  status500: 0,
})
