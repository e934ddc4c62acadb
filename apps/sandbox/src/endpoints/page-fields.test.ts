import { expect, it } from 'vitest'
import { pageFields } from './page-fields.ts'

const uri = (pageNumber: number) => `/x?pageSize=4&pageNumber=${pageNumber}&name=a+b`

it.each([
  [1, 9, { nextUri: uri(2), lastUri: uri(3), pageCount: 3 }],
  [2, 9, { previousUri: uri(1), nextUri: uri(3), lastUri: uri(3), pageCount: 3 }],
  [3, 9, { previousUri: uri(2), lastUri: uri(3), pageCount: 3 }],
  [2, 8, { previousUri: uri(1), lastUri: uri(2), pageCount: 2 }],
  [1, 0, { lastUri: uri(1), pageCount: 1 }],
])('page %i of %i things leads to those that there are, by the same filter', (pageNumber, total, links) => {
  const fields = pageFields('/x', { pageSize: 4, pageNumber }, total, { name: 'a b' })

  expect(fields).toEqual({ pageSize: 4, pageNumber, total, firstUri: uri(1), selfUri: uri(pageNumber), ...links })
})
