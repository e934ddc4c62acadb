import { expect, it } from 'vitest'
import { createRecording, type RecordedCall } from './recording.ts'

const call = (status: number): RecordedCall => ({
  ...{ date: new Date(0), method: 'GET', path: null, operationId: null, status, elapsedMs: 1 },
  ...{ organizationId: null, clientId: null, fault: null },
})
const recorded = (most: number, count: number) => {
  const recording = createRecording(most)
  for (let status = 1; status <= count; status++) recording.add(call(status))
  return recording
}

it('keeps the last calls, as many as fit, the oldest first', () => {
  const statuses = recorded(3, 100)
    .list()
    .map(({ status }) => status)

  expect(statuses).toEqual([98, 99, 100])
  expect(recorded(3, 2).list()).toHaveLength(2)
})

it('keeps nothing when nothing fits, or after it was cleared', () => {
  const cleared = recorded(3, 2)
  cleared.clear()

  expect(recorded(0, 5).list()).toEqual([])
  expect(cleared.list()).toEqual([])
})
