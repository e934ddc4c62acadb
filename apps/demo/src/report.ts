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
  const table = new Table({
    head: ['Method', 'Endpoint', 'Requests', '2xx', '4xx', '5xx'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  })
  const numbers = new Intl.NumberFormat('en')
  for (const row of rows.slice(0, most))
    table.push([
      row.httpMethod ?? '',
      row.templateUri ?? '',
      ...[row.requests, row.status200, row.status400, row.status500].map((count) => numbers.format(count)),
    ])
  say(table.toString())
  if (rows.length > most) say(`  and ${rows.length - most} more`)
}
