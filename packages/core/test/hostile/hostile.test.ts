import { afterAll, describe, expect, it } from 'vitest'
import { fetchTransport } from '../../src/index.ts'
import { createNodeTransport } from '../../src/node/index.ts'
import { type Followed, followScript } from './follow-script.ts'
import type { HostileScript } from './script.ts'
import { hostileScripts } from './scripts.ts'

const title = ({ name, expected: { ends } }: HostileScript) => {
  const endings = [ends].flat().map((end) => (typeof end === 'number' ? `gives ${end} rows` : `ends with ${end}`))
  return `${endings.join(' or ')} for ${name}`
}
const endOf = ({ ended }: Followed) => {
  if (!(ended instanceof Error)) return ended
  return 'kind' in ended ? ended.kind : ended.name
}

const pool = createNodeTransport()
afterAll(() => pool.close())
const transports = [
  ['fetch', fetchTransport],
  ['the pool of Node', pool],
] as const

describe.each(transports)('over %s', (_, transport) => {
  it.concurrent.each(hostileScripts.map((script) => [title(script), script] as const))('%s', async (__, script) => {
    const { ends, looks = [0, 400], directedMs = 0, executionId } = script.expected

    const followed = await followScript(script, transport)

    expect([ends].flat()).toContain(endOf(followed))
    expect(followed.looks.length).toBeGreaterThanOrEqual(looks[0])
    expect(followed.looks.length).toBeLessThanOrEqual(looks[1])
    expect(followed.looksAfter).toBe(0)
    // Timers count whole milliseconds of the machine, and may be one short: a second of a script each.
    expect(Math.min(...followed.waitsMs, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(directedMs - 2000)
    expect(followed.others).toEqual(['/api/v2/oauth/clients/c1/usage/query'])
    if (executionId !== undefined) expect(followed.looks[0]?.path.split('/').at(-1)).toBe(executionId)
  })
})
