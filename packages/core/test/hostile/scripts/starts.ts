import { complete, http, refused } from '../answer.ts'
import type { HostileScript } from '../script.ts'

const given = (body: unknown) => http(202, body)
const refusedStart = (
  name: string,
  start: HostileScript['start'],
  ends: HostileScript['expected']['ends'],
): HostileScript => ({
  name: `a start with ${name}`,
  start,
  looks: [complete()],
  expected: { ends, looks: [0, 0] },
})
const followed = (name: string, executionId: string, path = executionId): HostileScript => ({
  name: `an execution id ${name}`,
  start: given({ executionId }),
  looks: [complete()],
  expected: { ends: 1, looks: [1, 1], executionId: path },
})

/** What a start is answered with. It is sent once, whatever happens. */
export const starts: readonly HostileScript[] = [
  refusedStart('no execution id', given({}), 'malformed-answer'),
  refusedStart('an empty execution id', given({ executionId: '' }), 'malformed-answer'),
  refusedStart('an execution id that is a number', given({ executionId: 17 }), 'malformed-answer'),
  refusedStart('an execution id that is null', given({ executionId: null }), 'malformed-answer'),
  refusedStart('an execution id that would climb the path', given({ executionId: '..' }), [
    'malformed-answer',
    'TypeError',
  ]),
  refusedStart('an execution id that is no text of Unicode', given('{"executionId":"\\ud800"}'), [
    'malformed-answer',
    'TypeError',
  ]),
  refusedStart('HTML', http(200, '<h1>Sign in</h1>', { 'content-type': 'text/html' }), 'malformed-answer'),
  refusedStart('an empty body', http(202), 'malformed-answer'),
  refusedStart('a list', given([{ executionId: 'e1' }]), 'malformed-answer'),
  refusedStart('status 403', refused(403, 'missing.any.permissions'), 'http'),
  refusedStart('status 500', refused(500, 'internal.server.error'), 'http'),
  refusedStart('status 504, after which it may have been done', refused(504, 'request.timeout'), 'http'),
  refusedStart('a reset before the headers', [{ ends: 'reset' }], 'network'),
  refusedStart('a redirect to another place', http(307, '', { location: '/elsewhere' }), ['network', 'http']),
  followed('with slashes', 'a/../../b', 'a%2F..%2F..%2Fb'),
  followed('with a query and a fragment', 'a?b=c#d', 'a%3Fb%3Dc%23d'),
  followed('with line ends', 'a\r\nx-evil: 1', 'a%0D%0Ax-evil%3A%201'),
  followed('of four thousand letters', 'e'.repeat(4000)),
  {
    name: 'two execution ids in one object, of which the last one counts',
    start: given('{"executionId":"e1","executionId":"e2"}'),
    looks: [complete()],
    expected: { ends: 1, looks: [1, 1], executionId: 'e2' },
  },
]
