import type { OAuthApi } from '@grantstream/core'
import { map, type Observable, of, switchMap } from 'rxjs'
import { builder } from '../builder.ts'
import { change } from '../context.ts'
import { checked } from '../input/checked.ts'
import { clientIdRules, createClientRules, updateClientRules } from '../input/client-rules.ts'
import {
  CreateOAuthClientInput,
  DeleteOAuthClientInput,
  RegenerateOAuthClientSecretInput,
  UpdateOAuthClientInput,
} from './client-inputs.ts'
import { patched, requestFrom, requestOf } from './client-request.ts'
import { ClientView } from './client-view.ts'
import { OAuthClientType } from './clients.ts'
import { everyProblem } from './problems.ts'

const OAuthClientWithSecret = builder
  .objectRef<{ client: ClientView; secret: string | undefined }>('OAuthClientWithSecret')
  .implement({
    description: 'An OAuth client with its secret, which is shown this once.',
    fields: (t) => ({
      client: t.expose('client', { type: OAuthClientType, nullable: false, description: 'The client.' }),
      secret: t.expose('secret', {
        type: 'Secret',
        nullable: true,
        description: 'The secret; null for a grant type that has none.',
      }),
    }),
  })

const DeletedOAuthClient = builder.objectRef<{ clientId: string }>('DeletedOAuthClient').implement({
  description: 'An OAuth client that is no more.',
  fields: (t) => ({
    clientId: t.exposeID('clientId', { nullable: false, description: "The vendor's id that the client had." }),
  }),
})

builder.mutationFields((t) => ({
  createOAuthClient: t.field({
    type: OAuthClientWithSecret,
    nullable: true,
    description: 'Creates a client. Not to be repeated blindly: nothing stops the upstream from creating a twin.',
    errors: {
      types: everyProblem,
      union: { name: 'CreateOAuthClientResult', description: 'The client with its secret, or a problem.' },
    },
    args: { input: t.arg({ type: CreateOAuthClientInput, required: true, description: 'The client.' }) },
    resolve: async (_root, { input }, context) => {
      const client = await change(context.api.postOauthClients(requestFrom(checked(createClientRules, input))))
      return { client: new ClientView(client, context), secret: client.secret }
    },
  }),
  updateOAuthClient: t.field({
    type: OAuthClientType,
    nullable: true,
    description:
      'Changes a client: what the input leaves out stays, null clears. Of two changes at once the later wins.',
    errors: {
      types: everyProblem,
      union: { name: 'UpdateOAuthClientResult', description: 'The client as it is now, or a problem.' },
    },
    args: { input: t.arg({ type: UpdateOAuthClientInput, required: true, description: 'The patch.' }) },
    resolve: async (_root, { input }, context) => {
      const { api } = context
      const { clientId, ...patch } = checked(updateClientRules, input)
      const updated = api
        .getOauthClient(clientId)
        .pipe(switchMap((client) => api.putOauthClient(clientId, patched(requestOf(client), patch))))
      return new ClientView(await change(updated), context)
    },
  }),
  deleteOAuthClient: t.field({
    type: DeletedOAuthClient,
    nullable: true,
    description: 'Deletes a client, which must be inactive, or else be made so with deactivate: true.',
    errors: {
      types: everyProblem,
      union: { name: 'DeleteOAuthClientResult', description: 'The id of the client that is no more, or a problem.' },
    },
    args: { input: t.arg({ type: DeleteOAuthClientInput, required: true, description: 'The client.' }) },
    resolve: async (_root, { input }, { api }) => {
      const { clientId } = checked(clientIdRules, input)
      const ready = input.deactivate ? deactivated(api, clientId) : of(undefined)
      await change(ready.pipe(switchMap(() => api.deleteOauthClient(clientId))))
      return { clientId }
    },
  }),
  regenerateOAuthClientSecret: t.field({
    type: OAuthClientWithSecret,
    nullable: true,
    description: 'Replaces the secret of a client. The old one is dead at once.',
    errors: {
      types: everyProblem,
      union: {
        name: 'RegenerateOAuthClientSecretResult',
        description: 'The client with its new secret, or a problem.',
      },
    },
    args: { input: t.arg({ type: RegenerateOAuthClientSecretInput, required: true, description: 'The client.' }) },
    resolve: async (_root, { input }, context) => {
      const { clientId } = checked(clientIdRules, input)
      const client = await change(context.api.postOauthClientSecret(clientId))
      return { client: new ClientView(client, context), secret: client.secret }
    },
  }),
}))

/** Makes a client inactive if it is not; emits once it is. */
const deactivated = (api: OAuthApi, clientId: string): Observable<undefined> =>
  api.getOauthClient(clientId).pipe(
    switchMap((client) =>
      client.state === 'inactive'
        ? of(undefined)
        : api.putOauthClient(clientId, patched(requestOf(client), { state: 'inactive' })),
    ),
    map(() => undefined),
  )
