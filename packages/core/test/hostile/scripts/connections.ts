import { type Answer, bytesOf, complete, cutAt, dripped, head, running, type Step } from '../answer.ts'
import type { HostileScript } from '../script.ts'

const body = '{"queryStatus":"Complete","results":[{"requests":7}]}'
const raw = (text: string): Step[] => [{ send: text }, { ends: 'close' }]
const chunked = (content: string) =>
  head(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }) + content
const chunks = [...body].map((letter) => `1\r\n${letter}\r\n`).join('')
const stuckMs = 900_000
const text = bytesOf(complete()).length

/** Once or twice bad, then good: the job must come through, and must not ask more often than needed. */
const survived = (name: string, bad: Answer, more: Partial<HostileScript> = {}): HostileScript => ({
  name: `${name}, once`,
  looks: [bad, complete()],
  expected: { ends: 1, looks: [2, 2] },
  ...more,
})
const taken = (name: string, good: Answer): HostileScript => ({
  name,
  looks: [good],
  expected: { ends: 1, looks: [1, 1] },
})

/** Answers that do not arrive, arrive late, in pieces, or as something that is not HTTP. */
export const connections: readonly HostileScript[] = [
  survived('a reset before the headers', [{ ends: 'reset' }]),
  survived('a close before the headers', [{ ends: 'close' }]),
  survived('a reset in the headers', cutAt(complete(), 30, 'reset')),
  survived('a close in the headers', cutAt(complete(), 30, 'close')),
  survived('a reset in the body', cutAt(complete(), text - 5, 'reset')),
  survived('a close in the body', cutAt(complete(), text - 5, 'close')),
  survived('silence before the headers', [{ ends: 'silence' }], { timeoutMs: stuckMs }),
  survived('silence in the headers', cutAt(complete(), 30, 'silence'), { timeoutMs: stuckMs }),
  survived('silence in the body', cutAt(complete(), text - 5, 'silence'), { timeoutMs: stuckMs }),
  survived('an answer that drips so slowly that it never ends', dripped(complete(), 1, 30_000), { timeoutMs: stuckMs }),
  survived(
    'a content length that is too long, and silence',
    [{ send: head(200, { 'content-length': '999' }) + body }],
    { timeoutMs: stuckMs },
  ),
  survived('a content length that is too long, and a close', raw(head(200, { 'content-length': '999' }) + body)),
  survived('a content length that is no number', raw(head(200, { 'content-length': 'many' }) + body)),
  survived('a negative content length', raw(head(200, { 'content-length': '-1' }) + body)),
  survived(
    'two content lengths that differ',
    raw(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n${body}`),
  ),
  survived('a chunk whose size is no number', raw(chunked(`zz\r\n${body}\r\n0\r\n\r\n`))),
  survived('chunks that stop before the last one', raw(chunked(chunks))),
  survived('words of another protocol', raw('SSH-2.0-OpenSSH_9.9\r\n')),
  survived('bytes of a TLS alert', [{ send: Uint8Array.of(0x15, 3, 1, 0, 2, 2, 40) }, { ends: 'close' }]),
  survived('a version of HTTP that there is not', raw(`HTTP/9.9 200 OK\r\ncontent-length: 2\r\n\r\n{}`)),
  survived('a status line without a status', raw(`HTTP/1.1 OK\r\ncontent-length: 2\r\n\r\n{}`)),
  survived('a header of 40 kilobytes', raw(head(200, { 'x-long': 'x'.repeat(40_000) }) + body)),
  survived('a header with a NUL in it', raw(`HTTP/1.1 200 OK\r\nx-nul: a\0b\r\ncontent-length: 2\r\n\r\n{}`)),
  survived('interim answers without a last one', [
    { send: head('103 Early Hints', { link: '</a>; rel=preload' }).repeat(3) },
    { ends: 'close' },
  ]),
  taken('interim answers 102 and 103 before the answer', [
    { send: head('102 Processing') + head('103 Early Hints') },
    ...complete(),
  ]),
  taken('one-byte chunks', [{ send: chunked(`${chunks}0\r\n\r\n`) }]),
  taken('chunks with extensions and trailers', [
    { send: chunked(`${body.length.toString(16)};a=b\r\n${body}\r\n0\r\nx-trailer: 1\r\n\r\n`) },
  ]),
  taken('an answer that comes byte by byte', dripped(complete(), 1, 100)),
  taken('an answer that comes after a long while', [{ waitMs: 100_000 }, ...complete()]),
  taken('an answer of HTTP/1.0 that ends with its connection', raw(`HTTP/1.0 200 OK\r\n\r\n${body}`)),
  taken('an answer without a length that ends with its connection', raw(`${head(200)}${body}`)),
  taken('header names in capitals', [{ send: `HTTP/1.1 200 OK\r\nCONTENT-LENGTH: ${body.length}\r\n\r\n${body}` }]),
  taken('five hundred headers', [
    {
      send: head(200, {
        ...Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`x-${index}`, '1'])),
        'content-length': String(body.length),
      }),
    },
    { send: body },
  ]),
  {
    name: 'a connection that is closed after each answer, though it was to be kept',
    looks: [
      [...running(), { ends: 'close' }],
      [...running(), { ends: 'reset' }],
      [...running(), { ends: 'close' }],
      complete(),
    ],
    expected: { ends: 1, looks: [4, 5] },
  },
  {
    name: 'a second answer that nobody asked for behind the first one',
    looks: [[...running(), ...complete(), { ends: 'close' }], running(), complete()],
    expected: { ends: 1, looks: [2, 5] },
  },
  {
    name: 'ten resets in a row',
    looks: [...Array<Answer>(10).fill([{ ends: 'reset' }]), complete()],
    expected: { ends: 1, looks: [11, 11] },
  },
  {
    name: 'resets without end',
    looks: [[{ ends: 'reset' }]],
    deadlineMs: 60_000,
    expected: { ends: 'deadline', looks: [0, 20] },
  },
  {
    name: 'silence without end',
    looks: [[{ ends: 'silence' }]],
    timeoutMs: stuckMs,
    deadlineMs: 100_000,
    expected: { ends: 'deadline', looks: [0, 3] },
  },
  ...[-3_600_000, 3_600_000, -86_400_000, 86_400_000 * 365].map(
    (clockJumpMs): HostileScript => ({
      name: `a clock that jumps by ${clockJumpMs / 3_600_000} hours during the job`,
      looks: [running(), running(), running(), complete()],
      clockJumpMs,
      expected: { ends: 1, looks: [4, 4] },
    }),
  ),
]
