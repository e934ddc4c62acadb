import type { OAuthAuthorization } from '@grantstream/core'
import { builder } from '../builder.ts'
import { ask } from '../context.ts'
import { languageOption } from '../input/language.ts'
import { vendorId } from '../input/vendor-id.ts'
import { ClientView } from './client-view.ts'
import { OAuthClientType } from './clients.ts'
import { EntityRef } from './entity-ref.ts'
import { instant } from './instant.ts'
import { orNull } from './or-null.ts'
import { languageArgument, OAuthScopeType } from './scopes.ts'
import { outputEnum } from './vendor-enum.ts'

const authorizationState = outputEnum('OAuthAuthorizationState', 'How far an authorization got.', {
  Unauthorized: 'Nobody asked for it.',
  Requested: 'Asked for, not yet granted.',
  Authorized: 'Granted.',
  Revoked: 'Granted once, taken back since.',
})

const OAuthAuthorizationType = builder.objectRef<OAuthAuthorization>('OAuthAuthorization').implement({
  description: 'What an organisation, the resource owner, lets an OAuth client do.',
  fields: (t) => ({
    client: t.field({
      type: OAuthClientType,
      nullable: true,
      description: 'The client that was authorised, as far as the upstream shows it here.',
      resolve: ({ client }, _args, context) => (client?.id ? new ClientView(client, context) : null),
    }),
    scopes: t.field({
      type: [OAuthScopeType],
      nullable: false,
      description: 'The scopes that it may use.',
      resolve: ({ scope }) => (scope ?? []).map((id) => ({ id })),
    }),
    roles: t.stringList({
      nullable: false,
      description: 'The ids of the roles that it has.',
      resolve: ({ roles }) => roles ?? [],
    }),
    resourceOwner: t.field({
      type: EntityRef,
      nullable: true,
      description: 'The organisation that authorised it.',
      resolve: ({ resourceOwner }) => resourceOwner && { ...resourceOwner, name: resourceOwner.name ?? null },
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
    createdBy: t.expose('createdBy', { type: EntityRef, nullable: true, description: 'Who created it.' }),
    modifiedBy: t.expose('modifiedBy', { type: EntityRef, nullable: true, description: 'Who changed it last.' }),
    pending: t.exposeBoolean('pending', { nullable: true, description: 'True while it waits to be granted.' }),
    state: t.field({
      type: authorizationState.type,
      nullable: true,
      description: 'How far it got.',
      resolve: ({ state }, _args, context) => state && authorizationState.tell(state, context),
    }),
  }),
})

builder.queryFields((t) => ({
  oauthAuthorizations: t.field({
    type: [OAuthAuthorizationType],
    nullable: true,
    description: 'The clients that the organisation authorised, was asked to, or revoked.',
    args: { acceptLanguage: t.arg.string(languageArgument) },
    resolve: async (_root, { acceptLanguage }, context) => {
      const { entities } = await ask(context, context.api.getOauthAuthorizations(languageOption(acceptLanguage)))
      return entities ?? []
    },
  }),
  oauthAuthorization: t.field({
    type: OAuthAuthorizationType,
    nullable: true,
    description: 'The authorization of one client; null when there is none.',
    args: {
      clientId: t.arg.id({ required: true, description: "The vendor's id of the OAuth client." }),
      acceptLanguage: t.arg.string(languageArgument),
    },
    resolve: (_root, { clientId, acceptLanguage }, context) =>
      ask(
        context,
        context.api.getOauthAuthorization(vendorId(clientId, 'clientId'), languageOption(acceptLanguage)),
      ).catch(orNull),
  }),
}))
