import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../src/command-line.ts'
import { settings } from '../src/settings/settings.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const cells = (row: string) => row.split('|').map((cell) => cell.trim())

describe('the table of settings', () => {
  it('says in the README what the command says of itself', () => {
    const rows = readme
      .split('\n')
      .filter((line) => /^\| `(GATEWAY|UPSTREAM|OTEL)_/.test(line))
      .map((row) => cells(row).slice(1, 4))

    expect(rows).toEqual(
      Object.entries(settings).map(([name, { meaning, byDefault }]) => [`\`${name}\``, meaning, byDefault]),
    )
  })

  it('is all in the help, with an example that can be used', () => {
    const help = readCommandLine(['--help'])

    for (const [name, { meaning, allowed, byDefault, example, schema }] of Object.entries(settings)) {
      for (const part of [`${name}=${example}`, meaning, allowed, byDefault]) expect(help).toContain(part)
      expect([name, schema.safeParse(example).success]).toEqual([name, true])
    }
  })
})

it('names every metric there is', async () => {
  const { createGatewayMetrics } = await import('../src/observe/metrics.ts')
  const ours = createGatewayMetrics()
    .registry.getMetricsAsArray()
    .map(({ name }) => name)
    .filter((name) => name.startsWith('grantstream_gateway_'))

  expect(ours.filter((name) => !readme.includes(`\`${name.replace('grantstream_gateway_', '')}\``))).toEqual([])
})
