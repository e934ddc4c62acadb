import { styleText } from 'node:util'
import Table from 'cli-table3'
import type { UsageExecution, UsageRow } from './usage.ts'

/** All that the demo says goes through here. */
export const say = (text = ''): void => {
  process.stdout.write(`${text}\n`)
}

export const heading = (text: string): void => say(`\n${styleText('bold', text)}`)

/** One line for each state, as it comes. */
export const sayState = ({ status, polls, elapsedMs, rows }: UsageExecution): void => {
  const time = `${(elapsedMs / 1000).toFixed(1)} s`.padStart(7)
  const colour = status === 'COMPLETE' ? 'green' : 'yellow'
  const outcome = rows
    ? `${rows.length} rows`
    : polls === 0
      ? 'started'
      : `looked ${polls} ${polls === 1 ? 'time' : 'times'}`
  say(`  ${time}  ${styleText(colour, status.padEnd(8))}  ${outcome}`)
}

/** The busiest endpoints as a table, at most `most` of them. */
export const sayEndpoints = (rows: readonly UsageRow[], most: number): void => {
  say(endpointTable(rows.slice(0, most), process.stdout.columns))
  if (rows.length > most) say(`  and ${rows.length - most} more`)
}

/** No wider than `columns`, where endpoints can be cut so far: of those too long for it, the ends are shown. */
export const endpointTable = (rows: readonly UsageRow[], columns = Number.POSITIVE_INFINITY): string => {
  const longest = Math.max(...rows.map(({ templateUri }) => templateUri?.length ?? 0))
  const whole = tableOf(rows, longest)
  const excess = whole.indexOf('\n') - columns
  return excess > 0 ? tableOf(rows, Math.max(longest - excess, 'Endpoint'.length)) : whole
}

const tableOf = (rows: readonly UsageRow[], endpointMost: number): string => {
  const table = new Table({
    head: ['Method', 'Endpoint', 'Requests', '2xx', '4xx', '5xx'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  })
  const numbers = new Intl.NumberFormat('en')
  for (const row of rows)
    table.push([
      row.httpMethod ?? '',
      endOf(row.templateUri ?? '', endpointMost),
      ...[row.requests, row.status200, row.status400, row.status500].map((count) => numbers.format(count)),
    ])
  return table.toString()
}

/** Cut before a slash, where there is one. */
const endOf = (path: string, most: number): string => {
  if (path.length <= most) return path
  const end = path.slice(1 - most)
  return `…${end.slice(Math.max(end.indexOf('/'), 0))}`
}
