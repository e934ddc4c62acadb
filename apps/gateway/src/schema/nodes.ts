import { decodeGlobalID } from '@pothos/plugin-relay'
import { builder } from '../builder.ts'
import { ask, type GatewayContext } from '../context.ts'
import { vendorId } from '../input/vendor-id.ts'
import { InvalidInput } from '../problems.ts'
import { ClientView } from './client-view.ts'
import { orNull } from './or-null.ts'
import { lookAt } from './usage.ts'

type Load = (context: GatewayContext) => Promise<object | null>

const loaders: Readonly<Record<string, (id: string) => Load | undefined>> = {
  OAuthClient: (id) => {
    const clientId = vendorId(id, 'id')
    return (context) =>
      ask(context, context.api.getOauthClient(clientId))
        .then((client) => new ClientView(client, context))
        .catch(orNull)
  },
  UsageExecution: (id) => {
    const ids = id.split('/').map((part) => vendorId(decodeURIComponent(part), 'id'))
    const [clientId, executionId] = ids
    if (!clientId || !executionId || ids.length > 2) return undefined
    return (context) => lookAt(context, clientId, executionId)
  },
}

/** What loads the node of a global id; undefined when the id is none of ours. */
const loaderOf = (globalId: string): Load | undefined => {
  try {
    const { typename, id } = decodeGlobalID(globalId)
    const load = Object.hasOwn(loaders, typename) ? loaders[typename]?.(id) : undefined
    return load && (async (context) => branded(typename, await load(context)))
  } catch {
    return undefined
  }
}

const branded = (__typename: string, node: object | null) => node && Object.assign(node, { __typename })

const Node = builder.nodeInterfaceRef()

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: 'The thing of a global id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'A global id of this schema.' }) },
    resolve: (_root, { id }, context) => {
      const load = loaderOf(id)
      if (!load) throw new InvalidInput([{ path: ['id'], message: 'must be a global id of this schema' }])
      return load(context)
    },
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: 'The things of global ids, in their order; null in the place of an id that leads to nothing.',
    args: { ids: t.arg.idList({ required: true, description: 'Global ids of this schema, at most 100.' }) },
    resolve: (_root, { ids }, context) => {
      if (ids.length > 100) throw new InvalidInput([{ path: ['ids'], message: 'must have at most 100 items' }])
      // The compiler loses the place of a promise that rejects.
      return Promise.all(ids.map((id) => loaderOf(id)?.(context).catch((failure: Error) => failure) ?? null))
    },
  }),
}))
