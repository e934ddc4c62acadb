import type { StartUsageQueryInput } from '@grantstream/documents'

const dayMs = 86_400_000

/** Asks which endpoints a client called in the last seven days, today included. */
export const lastWeek = (clientId: string, now = Date.now()): StartUsageQueryInput => {
  const tomorrow = (Math.floor(now / dayMs) + 1) * dayMs
  return {
    clientId,
    interval: { start: new Date(tomorrow - 7 * dayMs).toISOString(), end: new Date(tomorrow).toISOString() },
    groupBy: ['TEMPLATE_URI', 'HTTP_METHOD'],
  }
}
