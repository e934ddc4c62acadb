import { InvalidInput } from '../problems.ts'
import { clientState, grantType } from './client-enums.ts'
import type { KnownClient } from './client-view.ts'

export interface ClientOrder {
  readonly field: 'name' | 'dateCreated' | 'dateModified'
  readonly direction: 'asc' | 'desc'
}

export interface ClientFilter {
  readonly state?: string | null
  readonly authorizedGrantType?: string | null
  readonly nameContains?: string | null
  readonly scopeId?: string | null
}

export interface PageRequest {
  readonly first: number
  readonly after?: string | null
  readonly filter?: ClientFilter | null
  readonly orderBy: ClientOrder
}

/** Where a client stands in an order: its sort key, then its id. */
type Position = readonly [key: string, id: string]

/** A client in an order. Its cursor is written when it is selected, which it rarely is for every edge. */
class Edge<Node> {
  readonly node: Node
  readonly position: Position
  private readonly orderBy: ClientOrder

  constructor(node: Node, position: Position, orderBy: ClientOrder) {
    this.node = node
    this.position = position
    this.orderBy = orderBy
  }

  get cursor(): string {
    return writeCursor(this.position, this.orderBy)
  }
}

/**
 * Checks a request for a page and gives the function that cuts it out of the whole list. A cursor tells the position of
 * a client and not its index, so pages neither repeat nor skip when others come or go. Throws `InvalidInput`.
 */
export const pageOf = ({ first, after, filter, orderBy }: PageRequest) => {
  if (first < 1 || first > 100) throw new InvalidInput([{ path: ['first'], message: 'must be from 1 to 100' }])
  const start = after == null ? undefined : readCursor(after, orderBy)
  return <Node>(clients: readonly KnownClient[], show: (client: KnownClient) => Node) => {
    const matching = clients.filter(matches(filter ?? {}))
    const { kept, skipped } = firstAfter(start, first, matching, orderBy)
    const edges = kept.map(({ client, position }) => new Edge(show(client), position, orderBy))
    return {
      edges,
      totalCount: matching.length,
      pageInfo: {
        hasPreviousPage: skipped > 0,
        hasNextPage: skipped + edges.length < matching.length,
        get startCursor() {
          return edges.at(0)?.cursor ?? null
        },
        get endCursor() {
          return edges.at(-1)?.cursor ?? null
        },
      },
    }
  }
}

interface Placed {
  readonly client: KnownClient
  readonly position: Position
}

/** The first clients after a position, in order, and how many are not after it. Sorts no more than it gives. */
const firstAfter = (
  start: Position | undefined,
  first: number,
  clients: readonly KnownClient[],
  orderBy: ClientOrder,
) => {
  const kept: Placed[] = []
  let skipped = 0
  for (const client of clients) {
    const position = positionOf(client, orderBy)
    if (start && compare(position, start, orderBy) <= 0) {
      skipped += 1
      continue
    }
    const last = kept.at(-1)
    if (last === undefined || compare(position, last.position, orderBy) >= 0) {
      if (kept.length < first) kept.push({ client, position })
      continue
    }
    const after = kept.findIndex((each) => compare(position, each.position, orderBy) < 0)
    kept.splice(after, 0, { client, position })
    if (kept.length > first) kept.pop()
  }
  return { kept, skipped }
}

const matches =
  ({ state, authorizedGrantType, nameContains, scopeId }: ClientFilter) =>
  (client: KnownClient): boolean =>
    (state == null || (client.state !== undefined && clientState.read(client.state) === state)) &&
    (authorizedGrantType == null || grantType.read(client.authorizedGrantType) === authorizedGrantType) &&
    (nameContains == null || client.name.toLowerCase().includes(nameContains.toLowerCase())) &&
    (scopeId == null || (client.scope ?? []).includes(scopeId))

const positionOf = (client: KnownClient, { field }: ClientOrder): Position => {
  if (field === 'name') return [client.name.toLowerCase(), client.id]
  const time = Date.parse(client[field] ?? '')
  return [Number.isNaN(time) ? '' : new Date(time).toISOString(), client.id]
}

const compare = (one: Position, other: Position, { direction }: ClientOrder): number => {
  const order = compareTexts(one[0], other[0]) || compareTexts(one[1], other[1])
  return direction === 'asc' ? order : -order
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const writeCursor = (position: Position, { field, direction }: ClientOrder): string =>
  Buffer.from(JSON.stringify([field, direction, ...position])).toString('base64url')

const readCursor = (cursor: string, { field, direction }: ClientOrder): Position => {
  const parts = parseCursor(cursor)
  const [cursorField, cursorDirection, key, id, ...rest] = parts
  if (typeof key !== 'string' || typeof id !== 'string' || rest.length > 0)
    throw new InvalidInput([{ path: ['after'], message: 'must be a cursor of this list' }])
  if (cursorField !== field || cursorDirection !== direction)
    throw new InvalidInput([{ path: ['after'], message: 'must be a cursor of a page in the same order' }])
  return [key, id]
}

const parseCursor = (cursor: string): unknown[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}
