import { expect, it } from 'vitest'
import { drainStreams } from '../soak/drain-streams.ts'

it('tells every stream when to come back, refuses new ones meanwhile, and ends within the deadline', async () => {
  const report = await drainStreams(50, 3_000)

  expect(report).toMatchObject({
    ...{ streams: 50, told: 50, completed: 50, exitCode: 0 },
    meanwhile: { ready: 503, newStream: 503 },
  })
  expect(report.retryAfterMs[1]).toBeGreaterThan(report.retryAfterMs[0])
}, 60_000)
