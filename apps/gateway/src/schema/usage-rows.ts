import type { ApiUsageRow } from '@grantstream/core'
import { builder } from '../builder.ts'
import { UpstreamUnavailable } from '../problems.ts'
import { instant } from './instant.ts'

const counts = ['requests', 'status200', 'status300', 'status400', 'status429', 'status500'] as const
type Count = (typeof counts)[number]

export type UsageTotals = Readonly<Record<Count, number | null>>

/** The sums over rows; null for a metric that no row has. */
export const totalsOf = (rows: readonly ApiUsageRow[]): UsageTotals => {
  const sum = (count: Count): number | null => {
    const values = rows.flatMap((row) => row[count] ?? [])
    return values.length === 0 && rows.length > 0 ? null : values.reduce((total, value) => total + value, 0)
  }
  return {
    requests: sum('requests'),
    status200: sum('status200'),
    status300: sum('status300'),
    status400: sum('status400'),
    status429: sum('status429'),
    status500: sum('status500'),
  }
}

const meanings: Readonly<Record<Count, string>> = {
  requests: 'Calls in all.',
  status200: 'Calls answered with 200 to 299.',
  status300: 'Calls answered with 300 to 399.',
  status400: 'Calls answered with 400 to 499, those with 429 among them.',
  status429: 'Calls refused by a rate limit.',
  status500: 'Calls answered with 500 to 599.',
}

/** The vendor fills dimensions that were not grouped by with empty strings. Source: API facts, section 6. */
const dimension = (value: string | undefined): string | null => value || null

/**
 * A row as the schema tells it. Its getters are fields, which are read without a resolver: a result has thousands. None may
 * throw, whatever the upstream gave: in a compiled query nobody would catch it.
 */
export class UsageRowView {
  private readonly row: ApiUsageRow

  constructor(row: ApiUsageRow | null) {
    if (row === null) throw new UpstreamUnavailable('The upstream gave a usage row that is none.')
    this.row = row
  }

  get date() {
    return instant(this.row.date)
  }
  get clientId() {
    return dimension(this.row.clientId)
  }
  get clientName() {
    return dimension(this.row.clientName)
  }
  get organizationId() {
    return dimension(this.row.organizationId)
  }
  get userId() {
    return dimension(this.row.userId)
  }
  get templateUri() {
    return dimension(this.row.templateUri)
  }
  get httpMethod() {
    return dimension(this.row.httpMethod)
  }
  get requests() {
    return this.row.requests
  }
  get status200() {
    return this.row.status200
  }
  get status300() {
    return this.row.status300
  }
  get status400() {
    return this.row.status400
  }
  get status429() {
    return this.row.status429
  }
  get status500() {
    return this.row.status500
  }
}

export const UsageRowType = builder.objectRef<UsageRowView>('UsageRow').implement({
  description: 'Calls that were counted together. Dimensions that the query did not group by are null.',
  fields: (t) => {
    const count = (name: Count) =>
      t.expose(name, {
        type: 'Count',
        nullable: true,
        description: `${meanings[name]} Null when the query did not choose it.`,
      })
    return {
      date: t.expose('date', {
        type: 'DateTime',
        nullable: true,
        description: 'The first day of the bucket; null without a granularity.',
      }),
      clientId: t.exposeID('clientId', { nullable: true, description: 'The client that called.' }),
      clientName: t.exposeString('clientName', { nullable: true, description: 'Its name.' }),
      organizationId: t.exposeID('organizationId', {
        nullable: true,
        description: 'The organisation that was called.',
      }),
      userId: t.exposeID('userId', { nullable: true, description: 'The user that it called for.' }),
      templateUri: t.exposeString('templateUri', {
        nullable: true,
        description: 'The path template that was called, without a leading slash.',
      }),
      httpMethod: t.exposeString('httpMethod', { nullable: true, description: 'The HTTP method.' }),
      requests: count('requests'),
      status200: count('status200'),
      status300: count('status300'),
      status400: count('status400'),
      status429: count('status429'),
      status500: count('status500'),
    }
  },
})

export const UsageTotalsType = builder.objectRef<UsageTotals>('UsageTotals').implement({
  description: 'The sums over all rows.',
  fields: (t) => {
    const count = (name: Count) =>
      t.expose(name, { type: 'Count', nullable: true, description: `${meanings[name]} Null when no row has it.` })
    return {
      requests: count('requests'),
      status200: count('status200'),
      status300: count('status300'),
      status400: count('status400'),
      status429: count('status429'),
      status500: count('status500'),
    }
  },
})
