import { Fault } from '../fault.ts'

/** Which part of a listing is asked for; pages count from 1. */
export interface Page {
  readonly pageSize: number
  readonly pageNumber: number
}

/** What a listing tells of its pages. */
export interface PageFields extends Page {
  readonly total: number
  readonly pageCount: number
  readonly firstUri: string
  readonly previousUri?: string
  readonly nextUri?: string
  readonly lastUri: string
  readonly selfUri: string
}

/** `path` and `filter` are those of the call, whose answer has one page at least. */
export const pageFields = (
  path: string,
  { pageSize, pageNumber }: Page,
  total: number,
  filter: Readonly<Record<string, string>> = {},
): PageFields => {
  const pageCount = Math.max(1, Math.ceil(total / pageSize))
  const uri = (page: number): string =>
    `${path}?${new URLSearchParams({ pageSize: String(pageSize), pageNumber: String(page), ...filter })}`
  return {
    pageSize,
    pageNumber,
    total,
    firstUri: uri(1),
    lastUri: uri(pageCount),
    selfUri: uri(pageNumber),
    ...(pageNumber > 1 && { previousUri: uri(pageNumber - 1) }),
    ...(pageNumber < pageCount && { nextUri: uri(pageNumber + 1) }),
    pageCount,
  }
}

/** Reads a query that the contract does not describe. Refuses with `invalid.query.param.value`. */
export const readPage = (search: string): Page => {
  const query = new URLSearchParams(search)
  const read = (fieldName: 'pageSize' | 'pageNumber', initially: string): number => {
    const given = query.get(fieldName) ?? initially
    if (/^[1-9]\d{0,5}$/.test(given)) return Number(given)
    throw new Fault('invalid.query.param.value', `${fieldName} has a value that it does not take`, { fieldName })
  }
  return { pageSize: read('pageSize', '25'), pageNumber: read('pageNumber', '1') }
}
