import { builder } from '../builder.ts'
import { clientState, grantType } from './client-enums.ts'
import { pageOf } from './client-page.ts'
import { ClientView, withId } from './client-view.ts'
import { OAuthClientType } from './clients.ts'

const OAuthClientFilter = builder.inputType('OAuthClientFilter', {
  description: 'Which clients to list; all that is given must hold.',
  fields: (t) => ({
    state: t.field({ type: clientState.type, description: 'Clients of this state.' }),
    authorizedGrantType: t.field({ type: grantType.type, description: 'Clients of this grant type.' }),
    nameContains: t.string({ description: 'Clients with this in their name, in any case of letters.' }),
    scopeId: t.id({ description: 'Clients that may have this scope.' }),
  }),
})

const OAuthClientOrder = builder.inputType('OAuthClientOrder', {
  description: 'How clients are sorted; equal ones by their id.',
  fields: (t) => ({
    field: t.field({
      type: builder.enumType('OAuthClientOrderField', {
        description: 'What clients can be sorted by.',
        values: {
          NAME: { value: 'name', description: 'By name, in any case of letters.' },
          DATE_CREATED: {
            value: 'dateCreated',
            description: 'By when they were created; unknown dates are the oldest.',
          },
          DATE_MODIFIED: {
            value: 'dateModified',
            description: 'By when they were last changed; unknown dates are the oldest.',
          },
        } as const,
      }),
      required: true,
      description: 'What to sort by.',
    }),
    direction: t.field({
      type: builder.enumType('OrderDirection', {
        description: 'Which end comes first.',
        values: {
          ASC: { value: 'asc', description: 'A before Z, old before new.' },
          DESC: { value: 'desc', description: 'Z before A, new before old.' },
        } as const,
      }),
      required: true,
      defaultValue: 'asc',
      description: 'Which end comes first.',
    }),
  }),
})

const OAuthClientConnection = builder.connectionObject(
  {
    type: OAuthClientType,
    name: 'OAuthClientConnection',
    description: 'A page of OAuth clients.',
    fields: (t) => ({
      totalCount: t.int({
        nullable: true,
        description:
          'How many clients fit the filter, on all pages; null when the upstream gave a part of its clients.',
        resolve: ({ totalCount }) => totalCount,
      }),
    }),
  },
  { name: 'OAuthClientEdge', description: 'An OAuth client and where it is in the list.' },
)

builder.queryField('oauthClients', (t) =>
  t.field({
    type: OAuthClientConnection,
    nullable: true,
    description: 'The OAuth clients of the organisation, by name unless told otherwise.',
    args: {
      first: t.arg.int({ defaultValue: 25, description: 'How many to give at most, 1 to 100.' }),
      after: t.arg.string({ description: 'The cursor to go on after, from a page in the same order.' }),
      filter: t.arg({ type: OAuthClientFilter, description: 'Which clients to list; all when left out.' }),
      orderBy: t.arg({ type: OAuthClientOrder, description: 'How to sort them; by name when left out.' }),
    },
    resolve: async (_root, { first, after, filter, orderBy }, context) => {
      const page = pageOf({
        first: first ?? 25,
        after,
        filter,
        orderBy: orderBy ?? { field: 'name', direction: 'asc' },
      })
      const { clients, isWhole } = await context.clientList()
      const connection = page(clients.map(withId), (client) => new ClientView(client, context))
      return isWhole ? connection : { ...connection, totalCount: null }
    },
  }),
)
