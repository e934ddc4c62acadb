import { builder } from '../builder.ts'
import { clientState, grantType } from './client-enums.ts'

const RoleDivisionInput = builder.inputType('RoleDivisionInput', {
  description: 'A role, held in a division.',
  fields: (t) => ({
    roleId: t.id({ required: true, description: 'The id of the role.' }),
    divisionId: t.id({ required: true, description: 'The id of the division; * stands for all.' }),
  }),
})

const clientId = { required: true, description: "The vendor's id of the client." } as const
const nameDescription = 'Its name, 1 to 256 characters that are not all blank.'
const settings = {
  description: 'What it is for.',
  accessTokenValiditySeconds:
    'How many seconds a token lives, 300 to 172800; 86400 when none is given. Organisations that use SCIM may go to 38880000.',
  registeredRedirectUris: 'Where a login may lead back to: absolute URIs without a fragment.',
  scopeIds: 'The scopes that its tokens may have; for every grant type except CLIENT_CREDENTIALS.',
  roleDivisions: 'The roles that its tokens have; for CLIENT_CREDENTIALS only.',
}

export const CreateOAuthClientInput = builder.inputType('CreateOAuthClientInput', {
  description: 'An OAuth client to create. It starts active.',
  fields: (t) => ({
    name: t.string({ required: true, description: nameDescription }),
    authorizedGrantType: t.field({ type: grantType.type, required: true, description: 'How it obtains its tokens.' }),
    description: t.string({ description: settings.description }),
    accessTokenValiditySeconds: t.int({ description: settings.accessTokenValiditySeconds }),
    registeredRedirectUris: t.stringList({ description: settings.registeredRedirectUris }),
    scopeIds: t.idList({ description: settings.scopeIds }),
    roleDivisions: t.field({ type: [RoleDivisionInput], description: settings.roleDivisions }),
  }),
})

export const UpdateOAuthClientInput = builder.inputType('UpdateOAuthClientInput', {
  description: 'A patch of an OAuth client: what is left out stays, null clears.',
  fields: (t) => ({
    clientId: t.id(clientId),
    name: t.string({ description: `${nameDescription} Cannot be cleared.` }),
    authorizedGrantType: t.field({
      type: grantType.type,
      description: 'How it obtains its tokens. Cannot be cleared.',
    }),
    state: t.field({ type: clientState.type, description: 'Whether it gets tokens. Cannot be cleared.' }),
    description: t.string({ description: settings.description }),
    accessTokenValiditySeconds: t.int({ description: settings.accessTokenValiditySeconds }),
    registeredRedirectUris: t.stringList({ description: settings.registeredRedirectUris }),
    scopeIds: t.idList({ description: settings.scopeIds }),
    roleDivisions: t.field({ type: [RoleDivisionInput], description: settings.roleDivisions }),
  }),
})

export const DeleteOAuthClientInput = builder.inputType('DeleteOAuthClientInput', {
  description: 'An OAuth client to delete.',
  fields: (t) => ({
    clientId: t.id(clientId),
    deactivate: t.boolean({
      required: true,
      defaultValue: false,
      description: 'The upstream deletes only inactive clients: true makes the client inactive first.',
    }),
  }),
})

export const RegenerateOAuthClientSecretInput = builder.inputType('RegenerateOAuthClientSecretInput', {
  description: 'An OAuth client whose secret is to be replaced.',
  fields: (t) => ({ clientId: t.id(clientId) }),
})
