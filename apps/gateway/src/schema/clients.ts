import type { OAuthClient, RoleDivision } from '@grantstream/core'
import { builder } from '../builder.ts'
import { ask } from '../context.ts'
import { vendorId } from '../input/vendor-id.ts'
import { UpstreamUnavailable } from '../problems.ts'
import { EntityRef } from './entity-ref.ts'
import { instant } from './instant.ts'
import { orNull } from './or-null.ts'
import { OAuthScopeType } from './scopes.ts'
import { outputEnum } from './vendor-enum.ts'

export type ClientSource = OAuthClient & { readonly id: string }

/** A client of the upstream as one that can be told apart. */
export const withId = (client: OAuthClient): ClientSource => {
  if (hasId(client)) return client
  throw new UpstreamUnavailable('The upstream gave an OAuth client without an id.')
}

const hasId = (client: OAuthClient): client is ClientSource => Boolean(client.id)

export const grantType = outputEnum('OAuthGrantType', 'How a client obtains its tokens.', {
  CODE: 'Authorization code, with or without PKCE.',
  TOKEN: 'Implicit; the vendor is ending it.',
  'SAML2-BEARER': 'A SAML 2 assertion is exchanged.',
  PASSWORD: 'In the enum of the vendor, without a public flow.',
  'CLIENT-CREDENTIALS': 'A token for the client itself, without a user.',
})

export const clientState = outputEnum('OAuthClientState', 'Whether a client gets tokens.', {
  active: 'It gets tokens.',
  disabled: 'Stopped by the vendor; its tokens are dead.',
  inactive: 'It gets no new tokens and waits for its deletion.',
})

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

export const OAuthClientType = builder.node(builder.objectRef<ClientSource>('OAuthClient'), {
  description: 'An OAuth client of the organisation. Its secret is not here: only creating and regenerating show it.',
  id: { resolve: ({ id }) => id, description: 'The global id, opaque; `node` takes it.' },
  fields: (t) => ({
    clientId: t.exposeID('id', {
      nullable: false,
      description: "The vendor's id, which is the client_id at the login host.",
    }),
    name: t.exposeString('name', { nullable: false, description: 'Its name.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    authorizedGrantType: t.field({
      type: grantType.type,
      nullable: false,
      description: 'How it obtains its tokens.',
      resolve: ({ authorizedGrantType }, _args, context) => grantType.tell(authorizedGrantType, context),
    }),
    state: t.field({
      type: clientState.type,
      nullable: true,
      description: 'Whether it gets tokens.',
      resolve: ({ state }, _args, context) => state && clientState.tell(state, context),
    }),
    accessTokenValiditySeconds: t.exposeInt('accessTokenValiditySeconds', {
      nullable: true,
      description: 'How many seconds a token of it lives.',
    }),
    registeredRedirectUris: t.stringList({
      nullable: false,
      description: 'Where a login may lead back to.',
      resolve: ({ registeredRedirectUri }) => registeredRedirectUri ?? [],
    }),
    scopes: t.field({
      type: [OAuthScopeType],
      nullable: false,
      description: 'The scopes that its tokens may have; none for CLIENT_CREDENTIALS.',
      resolve: ({ scope }) => (scope ?? []).map((id) => ({ id })),
    }),
    roleDivisions: t.field({
      type: [RoleDivisionType],
      nullable: false,
      description: 'The roles that its tokens have, for CLIENT_CREDENTIALS only.',
      resolve: ({ roleDivisions }) => roleDivisions ?? [],
    }),
    dateCreated: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was created.',
      resolve: ({ dateCreated }) => instant(dateCreated),
    }),
    dateModified: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was last changed.',
      resolve: ({ dateModified }) => instant(dateModified),
    }),
    dateToDelete: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it will be removed.',
      resolve: ({ dateToDelete }) => instant(dateToDelete),
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
        .then(withId)
        .catch(orNull),
  }),
)
