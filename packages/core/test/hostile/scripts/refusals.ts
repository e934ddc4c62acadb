import { type Answer, complete, head, http, refused, running } from '../answer.ts'
import type { HostileScript } from '../script.ts'

const once = (name: string, looks: readonly Answer[]): HostileScript => ({
  name,
  looks: [...looks, complete()],
  expected: { ends: 1, looks: [looks.length + 1, looks.length + 1] },
})
const atOnce = (name: string, answer: Answer, looks: readonly [number, number] = [1, 1]): HostileScript => ({
  name: `${name}, though the next look would be complete`,
  looks: [answer, complete()],
  expected: { ends: 'http', looks },
})

/** Answers with a status that is not good. */
export const refusals: readonly HostileScript[] = [
  ...[408, 429, 500, 502, 503, 504].map((status) =>
    once(`a burst of ${status}`, Array(5).fill(refused(status, 'scripted'))),
  ),
  once('HTML with status 502', [http(502, '<h1>Bad gateway</h1>', { 'content-type': 'text/html' })]),
  once('an empty body with status 503', [http(503)]),
  once(
    'all passing statuses in turn',
    [500, 429, 502, 408, 503, 504].map((status) => refused(status, 'scripted')),
  ),
  once('running between two failures', [refused(500, 'scripted'), running(), refused(503, 'scripted')]),
  ...[400, 402, 403, 404, 405, 409, 410, 413, 415, 418, 422, 451, 501, 505].map((status) =>
    atOnce(`status ${status}`, refused(status, 'scripted')),
  ),
  atOnce('404 in HTML', http(404, '<h1>Not found</h1>', { 'content-type': 'text/html' })),
  atOnce('status 304', [{ send: head(304) }]),
  {
    name: 'a refused token, once: it is renewed',
    looks: [refused(401, 'bad.credentials'), complete()],
    expected: { ends: 1, looks: [2, 2] },
  },
  {
    name: 'a storm of 401: one renewal, then the end',
    looks: [refused(401, 'bad.credentials')],
    expected: { ends: 'http', looks: [2, 2] },
  },
  {
    name: 'a redirect without end, which is not followed',
    looks: [http(302, '', { location: '/elsewhere' })],
    deadlineMs: 60_000,
    expected: { ends: ['http', 'network', 'deadline'], looks: [0, 20] },
  },
  {
    name: 'a redirect to itself with status 308, which is not followed',
    looks: [http(308, '', { location: '/api/v2/oauth/clients/c1/usage/query/results/e1' })],
    deadlineMs: 60_000,
    expected: { ends: ['http', 'network', 'deadline'], looks: [0, 20] },
  },
  {
    name: '500 without end',
    looks: [refused(500, 'internal.server.error')],
    deadlineMs: 60_000,
    expected: { ends: 'deadline', looks: [0, 20] },
  },
]
