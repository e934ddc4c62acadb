import { builder } from '../builder.ts'
import type { GatewayContext } from '../context.ts'
import { PermissionDenied } from '../problems.ts'

/** A reference. When `name` is undefined it is looked up if it is selected; null is for a name that nobody has. */
export interface EntityRefSource {
  readonly id?: string
  readonly name?: string | null
}

/**
 * The name of a client that a reference leaves out. Users have theirs in a directory that is not part of this API.
 * Who may not see the clients sees the reference without a name.
 */
const nameOf = async (clientId: string, { clientList }: GatewayContext): Promise<string | null> => {
  const { clients } = await clientList().catch((failure: unknown) => {
    if (failure instanceof PermissionDenied) return { clients: [] }
    throw failure
  })
  return clients.find(({ id }) => id === clientId)?.name ?? null
}

export const EntityRef = builder.objectRef<EntityRefSource>('EntityRef').implement({
  description: 'A reference to a user, a client or an organisation.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: true, description: 'Its id at the upstream.' }),
    name: t.string({
      nullable: true,
      description: 'Its name: as the upstream gives it, or else that of the client of this id; null for others.',
      resolve: ({ id, name }, _args, context) => (name === undefined && id ? nameOf(id, context) : name),
    }),
  }),
})
