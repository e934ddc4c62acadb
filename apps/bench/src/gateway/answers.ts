import { isDeepStrictEqual } from 'node:util'

/**
 * The part of an answer that all contenders must agree on: the objects in it, under their names of the upstream. Throws
 * when the answer has errors.
 */
const essence = (body: string): unknown => {
  const { data, errors } = JSON.parse(body)
  if (errors || !data) throw new Error(`answered ${body.slice(0, 300)}`)
  const [field] = Object.values(data) as [Record<string, unknown>]
  if ('a0' in data) return Object.values(data).map(plain)
  return 'nodes' in field || 'entities' in field
    ? ((field.nodes ?? field.entities) as object[]).map(plain)
    : plain(field)
}

const plain = (client: unknown) => {
  const { id, clientId = id, state, authorizedGrantType, dateCreated, ...rest } = client as Record<string, unknown>
  const instant = dateCreated === undefined ? undefined : new Date(String(dateCreated)).toISOString()
  return {
    ...rest,
    clientId,
    state: lower(state),
    authorizedGrantType: lower(authorizedGrantType),
    dateCreated: instant,
  }
}

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)

/** Throws unless two answers say the same. */
export const mustAgree = (one: string, other: string): void => {
  if (!isDeepStrictEqual(essence(one), essence(other)))
    throw new Error(`answers differ: ${one.slice(0, 300)} and ${other.slice(0, 300)}`)
}
