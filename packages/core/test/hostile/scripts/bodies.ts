import { deflateSync, gzipSync } from 'node:zlib'
import { type Answer, bytesOf, complete, cutAt, head, http, running, type Step } from '../answer.ts'
import type { HostileScript } from '../script.ts'

const whole = JSON.stringify({ queryStatus: 'Complete', results: [{ requests: 7 }] })
const packed = (encoding: string, content: Uint8Array) => http(200, content, { 'content-encoding': encoding })

/** One answer that cannot be read is got over; two in a row end the job. */
const unreadable = (name: string, bad: Answer): HostileScript[] => [
  { name: `${name}, once`, looks: [bad, complete()], expected: { ends: 1, looks: [2, 2] } },
  { name: `${name}, without end`, looks: [bad], expected: { ends: 'malformed-answer', looks: [2, 2] } },
]
const readable = (name: string, good: Answer, rows = 1): HostileScript => ({
  name,
  looks: [good],
  expected: { ends: rows, looks: [1, 1] },
})

const cutEverywhere = (answer: readonly Step[], ends: 'close' | 'reset'): Answer[] =>
  Array.from({ length: bytesOf(answer).length }, (_, count) => cutAt(answer, count, ends))

/** Answers with a good status and a body that is not what it should be. */
export const bodies: readonly HostileScript[] = [
  ...unreadable('HTML with status 200', http(200, '<h1>Sign in</h1>', { 'content-type': 'text/html' })),
  ...unreadable('an empty body with status 200', http(200)),
  ...unreadable('status 204 on a look', [{ send: head(204) }]),
  ...unreadable('an error body with status 200', http(200, { code: 'internal.server.error', status: 500 })),
  ...unreadable('JSON in UTF-16', http(200, Buffer.from(whole, 'utf16le'))),
  ...['null', '[]', '17', '"Complete"', 'true', `[${whole}]`, `${whole}${whole}`, `callback(${whole})`].flatMap(
    (body) => unreadable(`the body ${body.slice(0, 24)}`, http(200, body)),
  ),
  ...[1, 10, whole.length - 1].flatMap((length) =>
    unreadable(`JSON cut after ${length} characters, in a body of the right length`, http(200, whole.slice(0, length))),
  ),
  ...['"none"', '{}', '7', 'true'].flatMap((results) =>
    unreadable(
      `complete with results that are ${results}`,
      http(200, `{"queryStatus":"Complete","results":${results}}`),
    ),
  ),
  ...[null, '', 7, true, ['Complete'], { Complete: true }].flatMap((queryStatus) =>
    unreadable(`a status that is no text, ${JSON.stringify(queryStatus)}`, http(200, { queryStatus, results: [] })),
  ),
  ...unreadable('a status that only a prototype has', http(200, '{"__proto__":{"queryStatus":"Complete"}}')),
  readable('complete without results', http(200, '{"queryStatus":"Complete"}'), 0),
  readable('complete with results that are null', http(200, '{"queryStatus":"Complete","results":null}'), 0),
  readable('a byte order mark before the JSON', http(200, `\uFEFF${whole}`)),
  readable('bytes that are no UTF-8 in a name', http(200, Buffer.from(whole.replace('7', '"\xff\xc0"'), 'latin1'))),
  readable('another content type than JSON', http(200, whole, { 'content-type': 'application/octet-stream' })),
  readable(
    'twenty thousand rows',
    http(200, { queryStatus: 'Complete', results: Array(20_000).fill({ clientId: 'c1', requests: 7 }) }),
    20_000,
  ),
  readable(
    'JSON nested a hundred thousand levels deep',
    http(200, `{"queryStatus":"Complete","results":[{"nested":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`),
  ),
  // Packed without being asked for: a transport that unpacks reads it, one that does not may say so.
  ...[
    { name: 'gzip', body: gzipSync(whole) },
    { name: 'deflate', body: deflateSync(whole) },
  ].map(
    ({ name, body }): HostileScript => ({
      name: `a body in ${name} without end`,
      looks: [packed(name, body)],
      expected: { ends: [1, 'malformed-answer'], looks: [1, 2] },
    }),
  ),
  {
    name: 'garbage that is called gzip, once',
    looks: [packed('gzip', Buffer.from('this is no gzip')), complete()],
    expected: { ends: 1, looks: [2, 2] },
  },
  {
    name: 'gzip that ends early, once',
    looks: [packed('gzip', gzipSync(whole).subarray(0, -12)), complete()],
    expected: { ends: 1, looks: [2, 2] },
  },
  ...unreadable('an encoding that nobody knows', packed('x-unknown', Buffer.from([1, 2, 3]))),
  {
    name: 'a connection that is closed at each byte of an answer, one look after the other',
    looks: [...cutEverywhere(complete(), 'close'), complete()],
    everyMs: 3000,
    // Hundreds of looks, of which each takes as long as the machine lets it.
    deadlineMs: 25_000_000,
    expected: { ends: 1, looks: [bytesOf(complete()).length + 1, bytesOf(complete()).length + 1] },
  },
  {
    name: 'a connection that is reset at each byte of an answer, one look after the other',
    looks: [...cutEverywhere(running(), 'reset'), complete()],
    everyMs: 3000,
    // Hundreds of looks, of which each takes as long as the machine lets it.
    deadlineMs: 25_000_000,
    expected: { ends: 1, looks: [bytesOf(running()).length + 1, bytesOf(running()).length + 1] },
  },
]
