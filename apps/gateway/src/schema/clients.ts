import type { RoleDivision } from '@grantstream/core'
import { builder } from '../builder.ts'
import { ask } from '../context.ts'
import { vendorId } from '../input/vendor-id.ts'
import { clientState, grantType } from './client-enums.ts'
import { ClientView } from './client-view.ts'
import { EntityRef } from './entity-ref.ts'
import { orNull } from './or-null.ts'
import { OAuthScopeType } from './scopes.ts'

const RoleDivisionType = builder.objectRef<RoleDivision>('RoleDivision').implement({
  description: 'A role, held in a division.',
  fields: (t) => ({
    roleId: t.exposeID('roleId', { nullable: false, description: 'The id of the role.' }),
    divisionId: t.exposeID('divisionId', {
      nullable: false,
      description: 'The id of the division; * stands for all.',
    }),
  }),
})

export const OAuthClientType = builder.node(builder.objectRef<ClientView>('OAuthClient'), {
  description: 'An OAuth client of the organisation. Its secret is not here: only creating and regenerating show it.',
  id: { resolve: ({ clientId }) => clientId, description: 'The global id, opaque; `node` takes it.' },
  fields: (t) => ({
    clientId: t.exposeID('clientId', {
      nullable: false,
      description: "The vendor's id, which is the client_id at the login host.",
    }),
    name: t.exposeString('name', { nullable: false, description: 'Its name.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    authorizedGrantType: t.expose('authorizedGrantType', {
      type: grantType.type,
      nullable: false,
      description: 'How it obtains its tokens.',
    }),
    state: t.expose('state', {
      type: clientState.type,
      nullable: true,
      description: 'Whether it gets tokens.',
    }),
    accessTokenValiditySeconds: t.exposeInt('accessTokenValiditySeconds', {
      nullable: true,
      description: 'How many seconds a token of it lives.',
    }),
    registeredRedirectUris: t.exposeStringList('registeredRedirectUris', {
      nullable: false,
      description: 'Where a login may lead back to.',
    }),
    scopes: t.field({
      type: [OAuthScopeType],
      nullable: false,
      description: 'The scopes that its tokens may have; none for CLIENT_CREDENTIALS.',
      resolve: ({ client }) => (client.scope ?? []).map((id) => ({ id })),
    }),
    roleDivisions: t.expose('roleDivisions', {
      type: [RoleDivisionType],
      nullable: false,
      description: 'The roles that its tokens have, for CLIENT_CREDENTIALS only.',
    }),
    dateCreated: t.expose('dateCreated', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was created.',
    }),
    dateModified: t.expose('dateModified', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last changed.',
    }),
    dateToDelete: t.expose('dateToDelete', {
      type: 'DateTime',
      nullable: true,
      description: 'When it will be removed.',
    }),
    createdBy: t.expose('createdBy', { type: EntityRef, nullable: true, description: 'Who created it.' }),
    modifiedBy: t.expose('modifiedBy', { type: EntityRef, nullable: true, description: 'Who changed it last.' }),
  }),
})

builder.queryField('oauthClient', (t) =>
  t.field({
    type: OAuthClientType,
    nullable: true,
    description: 'One OAuth client; null when the organisation has none of that id.',
    args: { clientId: t.arg.id({ required: true, description: "The vendor's id of the client." }) },
    resolve: (_root, { clientId }, context) =>
      ask(context, context.api.getOauthClient(vendorId(clientId, 'clientId')))
        .then((client) => new ClientView(client, context))
        .catch(orNull),
  }),
)
