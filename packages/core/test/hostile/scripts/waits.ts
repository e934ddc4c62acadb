import { type Answer, complete, refused, running } from '../answer.ts'
import type { HostileScript } from '../script.ts'

const throttled = (retryAfter?: string) =>
  refused(429, 'too.many.requests.retry.after', retryAfter === undefined ? {} : { 'retry-after': retryAfter })
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** The three forms of an HTTP date. Source: RFC 9110, section 5.6.7. */
const dateForms: readonly [string, (date: Date) => string][] = [
  ['a date as it is written today', (date) => date.toUTCString()],
  [
    'a date of RFC 850',
    (date) => {
      const [, day, month, year = '', time] = date.toUTCString().split(' ')
      return `${days[date.getUTCDay()]}, ${day}-${month}-${year.slice(2)} ${time} GMT`
    },
  ],
  [
    'a date of asctime',
    (date) => {
      const [weekday = '', day = '', month, year, time] = date.toUTCString().split(' ')
      return `${weekday.slice(0, 3)} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`
    },
  ],
]
const monthMs = 30 * 86_400_000
const tooLong = (name: string, answer: Answer, directedMs = monthMs): HostileScript => ({
  name,
  looks: [answer, complete()],
  expected: { ends: 'retry-after-too-long', looks: [1, 1], directedMs },
})

/** How long the server directs to wait, in sense and nonsense. */
export const waits: readonly HostileScript[] = [
  {
    name: '429 with 30 seconds',
    looks: [throttled('30'), complete()],
    expected: { ends: 1, looks: [2, 2], directedMs: 30_000 },
  },
  {
    name: '503 with 120 seconds',
    looks: [refused(503, 'service.unavailable', { 'retry-after': '120' }), complete()],
    expected: { ends: 1, looks: [2, 2], directedMs: 120_000 },
  },
  {
    name: 'Running with 45 seconds',
    looks: [running({ 'retry-after': '45' }), complete()],
    expected: { ends: 1, looks: [2, 2], directedMs: 45_000 },
  },
  ...dateForms.flatMap(([name, write]): HostileScript[] => [
    {
      name: `429 with ${name}, a minute ahead`,
      looks: [(nowMs) => throttled(write(new Date(nowMs + 60_000))), complete()],
      // A date has no milliseconds, and each that a busy machine takes to send it is a second less to wait.
      expected: { ends: 1, looks: [2, 2], directedMs: 30_000 },
    },
    {
      name: `429 with ${name}, a year ago`,
      looks: [(nowMs) => throttled(write(new Date(nowMs - 365 * 86_400_000))), throttled('0'), complete()],
      expected: { ends: 1, looks: [3, 3] },
    },
  ]),
  tooLong(
    '429 with a date a month ahead',
    (nowMs) => throttled(new Date(nowMs + monthMs).toUTCString()),
    monthMs - 1000,
  ),
  tooLong('429 with 30 days', throttled('2592000')),
  tooLong('429 with 181 seconds, one more than allowed', throttled('181'), 181_000),
  tooLong('429 with a hundred digits', throttled('9'.repeat(100))),
  tooLong('Running with 30 days', running({ 'retry-after': '2592000' })),
  {
    name: '30 days when any wait is allowed: no storm until the deadline',
    looks: [throttled('2592000'), complete()],
    retryAfterLimitMs: Number.POSITIVE_INFINITY,
    deadlineMs: 100_000,
    expected: { ends: 'deadline', looks: [0, 1], directedMs: monthMs },
  },
  ...[
    '0',
    '-5',
    'soon',
    '1e3',
    '5.5',
    '',
    '0x10',
    '5, 10',
    'Infinity',
    'NaN',
    '٣٠',
    'Thu, 32 Jan 2026 00:00:00 GMT',
    '2026-01-01T00:00:00Z',
  ].map(
    (retryAfter): HostileScript => ({
      name: `429 with the Retry-After ${JSON.stringify(retryAfter)} without end: no storm`,
      looks: [throttled(retryAfter)],
      deadlineMs: 60_000,
      expected: { ends: 'deadline', looks: [0, 20] },
    }),
  ),
  {
    name: '429 without a Retry-After, twenty times',
    looks: [...Array(20).fill(throttled()), complete()],
    expected: { ends: 1, looks: [21, 21] },
  },
  {
    name: '429 without end',
    looks: [throttled('1')],
    deadlineMs: 60_000,
    expected: { ends: 'deadline', looks: [0, 20] },
  },
]
