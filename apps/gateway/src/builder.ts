import SchemaBuilder from '@pothos/core'
import ErrorsPlugin from '@pothos/plugin-errors'
import RelayPlugin from '@pothos/plugin-relay'
import { GraphQLError, GraphQLScalarType } from 'graphql'
import { DateTimeResolver } from 'graphql-scalars'
import type { GatewayContext } from './context.ts'

interface SchemaTypes {
  Connection: { totalCount: number | null }
  Context: GatewayContext
  DefaultEdgesNullability: { list: false; items: false }
  DefaultNodeNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: Date; Output: string }
    Count: { Input: never; Output: number }
    Secret: { Input: never; Output: string }
  }
}

/** The schema builder with its plugins and scalars; the types are in `schema/`. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [RelayPlugin, ErrorsPlugin],
  relay: {
    clientMutationId: 'omit',
    // The stock fields fail as a whole for one bad id: `schema/nodes.ts` has ours.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: 'The things of this page, each with its cursor.',
    },
    nodeFieldOptions: { nullable: false, description: 'The thing itself.' },
    cursorFieldOptions: { description: 'Where this edge is; `after` takes it.' },
    pageInfoFieldOptions: { description: 'Where this page is in the list.' },
    nodesOnConnection: { description: 'The things of this page, without cursors.' },
    nodeTypeOptions: { description: 'Something that can be fetched again by its global id.' },
    pageInfoTypeOptions: { description: 'Where a page is in its list.' },
    idFieldOptions: { description: 'The global id, opaque; `node` takes it.' },
    hasNextPageFieldOptions: { description: 'True when more follows.' },
    hasPreviousPageFieldOptions: { description: 'True when something came before.' },
    startCursorFieldOptions: { description: 'The cursor of the first edge; null when there is none.' },
    endCursorFieldOptions: { description: 'The cursor of the last edge; null when there is none.' },
  },
  // Only subclasses of Refusal may ever be listed for a field: Error would carry every message past the masking.
  errors: { directResult: true, defaultTypes: [] },
})

builder.queryType({ description: 'What can be read. A field that fails is null and its error says why.' })
builder.mutationType({ description: 'What can be changed. Every field answers its success or a problem to act on.' })
builder.subscriptionType({ description: 'What can be followed, as server-sent events or over a WebSocket.' })

// Instants come as text and leave as text: to make dates of them in between costs as much as the rest of a list.
const DateTime = new GraphQLScalarType({ ...DateTimeResolver.toConfig(), serialize: String })

builder.addScalarType('DateTime', DateTime, { description: 'An instant as RFC 3339 tells it, in UTC.' })

const outputOnly = (name: string) => (): never => {
  throw new GraphQLError(`${name} is output only`)
}

builder.scalarType('Count', {
  description: 'A whole number from 0 up, exact to 2^53: counts of calls and directed waits outgrow Int.',
  serialize: (value) => {
    if (!Number.isSafeInteger(value) || Number(value) < 0)
      throw new GraphQLError('Count takes a whole number from 0 up')
    return value
  },
  parseValue: outputOnly('Count'),
})

builder.scalarType('Secret', {
  description: 'A secret, shown this once and stored nowhere here. Output only.',
  serialize: String,
  parseValue: outputOnly('Secret'),
})
