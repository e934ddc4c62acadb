/**
 * Usage executions of the upstream of the figures. `e-wait-*` run until they are told to finish; `e-rows-N` are complete
 * with N rows.
 */
export class UsageScript {
  private finishedAt: number | undefined

  finish(): void {
    this.finishedAt = Date.now()
  }

  answer(method: string, path: string): object {
    const executionId = path.split('/').at(-1) ?? ''
    if (method === 'POST') return { executionId: 'e-wait-1', resultsUri: `${path}/results/e-wait-1` }
    if (executionId.startsWith('e-rows-'))
      return { queryStatus: 'Complete', results: rowsOf(Number(executionId.slice(7))) }
    if (this.finishedAt === undefined) return { queryStatus: 'Running' }
    return { queryStatus: 'Complete', results: rowsOf(1) }
  }
}

const rowsOf = (length: number) =>
  Array.from({ length }, (_, index) => ({
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
  }))
