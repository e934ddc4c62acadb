import { hash } from 'node:crypto'
import type { UsageRow } from './selection.ts'

/**
 * Rows in an order that means nothing, as the vendor's do, and the same one for the same rows whatever they count.
 * Source: API facts, section 6, Row order.
 */
export const shuffleRows = (rows: readonly UsageRow[]): UsageRow[] =>
  rows
    .map((row) => ({ row, place: placeOf(row) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ row }) => row)

const placeOf = ({ clientId, organizationId, templateUri, httpMethod, date }: UsageRow): string =>
  hash('md5', `${clientId}\n${organizationId}\n${templateUri}\n${httpMethod}\n${date}`)
