import { STATUS_CODES } from 'node:http'

/**
 * An answer that refuses before there is anything of GraphQL; its body is shaped as GraphQL shapes errors, and no cache
 * may keep it. `facts` are told in `extensions`.
 */
export const refuse = (
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  facts: Readonly<Record<string, unknown>> = {},
): Response =>
  Response.json(
    { errors: [{ message, extensions: { code, ...facts } }] },
    { status, statusText: STATUS_CODES[status], headers: { 'cache-control': 'no-store', ...headers } },
  )
