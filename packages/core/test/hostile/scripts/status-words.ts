import { complete, http, running } from '../answer.ts'
import type { HostileScript } from '../script.ts'

const status = (queryStatus: unknown) => http(200, { queryStatus, results: [{ requests: 1 }] })

/** What an answer says of the execution, well or badly. */
export const statusWords: readonly HostileScript[] = [
  {
    name: 'an execution that is complete at the first look',
    looks: [complete()],
    expected: { ends: 1, looks: [1, 1] },
  },
  { name: 'running, then complete', looks: [running(), running(), complete()], expected: { ends: 1, looks: [3, 3] } },
  { name: 'COMPLETE in capitals', looks: [status('COMPLETE')], expected: { ends: 1, looks: [1, 1] } },
  { name: 'complete in small letters', looks: [status('complete')], expected: { ends: 1, looks: [1, 1] } },
  { name: 'cOmPlEtE in mixed letters', looks: [status('cOmPlEtE')], expected: { ends: 1, looks: [1, 1] } },
  {
    name: 'Failed, though the next look would be complete',
    looks: [status('Failed'), complete()],
    expected: { ends: 'usage-execution-failed', looks: [1, 1] },
  },
  {
    name: 'FAILED in capitals, after running',
    looks: [running(), status('FAILED'), complete()],
    expected: { ends: 'usage-execution-failed', looks: [2, 2] },
  },
  ...['Queued', 'Succeeded', 'Expired', ' Complete', 'Completed', 'Fail', 'null', 'toString', '__proto__'].map(
    (word): HostileScript => ({
      name: `the unknown status ${JSON.stringify(word)} for a while`,
      looks: [status(word), status(word), complete()],
      expected: { ends: 1, looks: [3, 3] },
    }),
  ),
  {
    name: 'an endless Running',
    looks: [running()],
    deadlineMs: 60_000,
    expected: { ends: 'deadline', looks: [0, 20] },
  },
  {
    name: 'an unknown status without end',
    looks: [status('Stuck')],
    deadlineMs: 60_000,
    expected: { ends: 'deadline', looks: [0, 20] },
  },
  {
    name: 'two statuses in one object, of which the last one counts',
    looks: [http(200, '{"queryStatus":"Running","queryStatus":"Complete","results":[{}]}')],
    expected: { ends: 1, looks: [1, 1] },
  },
  {
    name: 'complete, then running again: the first complete counts',
    looks: [complete(), running()],
    expected: { ends: 1, looks: [1, 1] },
  },
]
