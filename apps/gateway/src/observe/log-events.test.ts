import { describe, expect, it } from 'vitest'
import { createLogger } from './create-logger.ts'
import type { GatewayEvent } from './gateway-event.ts'
import { logEvents } from './log-events.ts'

const token = 'kD8f2Lq0_wX-3bVn7Rt5yPz1'

/** An event of every kind with a token in every field that holds a text. */
const events = (text: string): GatewayEvent[] => {
  const call = { atMs: 1, operationId: text as 'getOauthClient', call: 1 }
  const error = new Error(text)
  error.name = text
  const failed = { ...call, durationMs: 1, error }
  return [
    {
      kind: 'operation',
      ...{ transport: text as 'POST', type: text as 'query', name: text, durationMs: 12.3 },
      ...{ errorCodes: [text], correlationIds: [text], traceId: text },
    },
    { kind: 'refused', transport: 'SSE', guard: text as 'cost' },
    { kind: 'stream-ended', transport: 'SSE', field: text, end: text as 'left', durationMs: 1 },
    { kind: 'unknown-value', enumeration: text },
    { kind: 'unexpected-failure', correlationId: text, name: text, message: `failed with Bearer ${text}` },
    {
      kind: 'upstream',
      event: { kind: 'response', ...call, attempt: 1, status: 200, correlationId: text, durationMs: 1 },
    },
    {
      kind: 'upstream',
      event: { kind: 'request', ...call, attempt: 1, method: 'GET', url: `https://a.example/${text}` },
    },
    { kind: 'upstream', event: { kind: 'retry', ...call, attempt: 1, delayMs: 1, error } },
    { kind: 'upstream', event: { kind: 'wait', ...call, reason: 'budget', delayMs: 1 } },
    { kind: 'upstream', event: { kind: 'end', of: 'call', outcome: 'error', ...failed } },
  ]
}

const logOf = (level: string, format: 'json' | 'text' = 'json') => {
  const lines: string[] = []
  const log = createLogger({
    level,
    format,
    secrets: ['open sesame'],
    destination: { write: (line) => lines.push(line) },
  })
  return { log, lines, observe: logEvents(log) }
}

describe('the log', () => {
  it.each(['json', 'text'] as const)('holds no token, whatever field it comes in (%s)', (format) => {
    const { lines, observe, log } = logOf('debug', format)

    for (const event of events(token)) observe(event)
    log.error({ err: new Error(token), request: { headers: { authorization: token } }, query: token }, `x ${token}`)
    log.info('open sesame')

    expect(lines).toHaveLength(11)
    expect(lines.join('')).not.toMatch(new RegExp(`${token}|open sesame`))
    expect(lines.join('')).toContain('[redacted]')
  })

  it('has at level info one line per operation, end of a stream, unknown value and failure, and no more', () => {
    const { lines, observe } = logOf('info')

    for (const event of events('Named')) observe(event)

    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      'operation',
      'stream ended',
      'the upstream sent a value that has no name',
      'unexpected failure',
    ])
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      msg: 'operation',
      ...{ transport: 'Named', type: 'Named', name: 'Named', durationMs: 12, traceId: 'Named' },
      ...{ errorCodes: ['Named'], correlationIds: ['Named'] },
    })
  })

  it('tells of an unknown value once for each enumeration', () => {
    const { lines, observe } = logOf('info')

    for (const enumeration of ['A', 'A', 'B', 'A']) observe({ kind: 'unknown-value', enumeration })

    expect(lines).toHaveLength(2)
  })

  it('can be read by people', () => {
    const { lines, observe } = logOf('info', 'text')

    observe({ kind: 'stream-ended', transport: 'SSE', field: 'usageQuery', end: 'completed', durationMs: 1234.5 })

    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d info {2}stream ended transport=SSE field=usageQuery end=completed durationMs=1235\n$/,
    )
  })
})
