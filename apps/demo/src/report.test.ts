import { expect, it } from 'vitest'
import { endpointTable } from './report.ts'

const row = (templateUri: string) => ({
  ...{ templateUri, httpMethod: 'GET', requests: 137_536, status200: 135_313, status400: 1680, status500: 543 },
})
const rows = [
  row('api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}'),
  row('api/v2/oauth/clients/{clientId}/secret'),
  row('api/v2/users'),
]
const widths = (table: string): number[] => [...new Set(table.split('\n').map((line) => line.length))]

it('shows endpoints whole where there is room, and where nothing tells how much', () => {
  const [wide, unknown] = [endpointTable(rows, 200), endpointTable(rows)]

  for (const { templateUri } of rows) expect(wide).toContain(` ${templateUri} `)
  expect(unknown).toBe(wide)
})

it('cuts the beginnings of endpoints, each at a slash, to fit a terminal', () => {
  const table = endpointTable(rows, 80)

  expect(widths(table)).toEqual([77])
  expect(table).toContain(' …/query/results/{executionId} ')
  expect(table).toContain(' …/clients/{clientId}/secret ')
  expect(table).toContain(' api/v2/users ')
})

it('keeps its shape on a terminal that is too narrow for the numbers', () => {
  expect(widths(endpointTable(rows, 20))).toHaveLength(1)
})
