import { randomUUID } from 'node:crypto'
import type { OAuthClient, OAuthClientEntityListing, OAuthClientRequest } from '@grantstream/contract'
import type { Clock } from '../clock.ts'
import { Fault } from '../fault.ts'
import { createSecret, hashSecret } from '../login/secret.ts'
import type { SandboxSettings } from '../settings.ts'
import type { ClientRecord } from '../store/clients.ts'
import type { Stores } from '../store/create-stores.ts'
import type { Caller } from '../store/tokens.ts'
import { clientAnswer } from './client-answer.ts'
import { hasSecret, readDraft, requireRoles } from './client-rules.ts'
import type { ApiEndpoint } from './endpoint.ts'
import { type Page, pageFields, readPage } from './page-fields.ts'

/** `/api/v2/oauth/clients` and what is below. Source: API facts, sections 1, 3 and 4. */
export const createClientEndpoints = (stores: Stores, settings: SandboxSettings, clock: Clock) => {
  const getOauthClients: ApiEndpoint<'getOauthClients'> = async ({ search }, { organizationId }) => {
    const page = settings.clientsPaging === 'honoured' ? readPage(search) : undefined
    const entities = (await stores.clients.list(organizationId)).map(clientAnswer)
    return { status: 200, body: page ? onePage(entities, page) : allInOne(entities) }
  }

  const postOauthClients: ApiEndpoint<'postOauthClients'> = async ({ body }, caller) => {
    if (body.authorizedGrantType === 'TOKEN' && settings.implicitClients === 'refused')
      throw new Fault('bad.grant.type', 'Clients of this grant type are no longer made', {
        fieldName: 'authorizedGrantType',
      })
    const draft = readDraft(body, settings, 'auth.invalid.scope')
    if (body.state !== undefined && body.state !== 'active')
      throw new Fault('bad.client.state', 'A client can be created only as active', { fieldName: 'state' })
    requireRoles(caller.roleDivisions, draft.roleDivisions)
    const secret = hasSecret(draft.authorizedGrantType) ? createSecret() : undefined
    const now = clock.now()
    const client = {
      ...draft,
      id: randomUUID(),
      state: 'active',
      secretHash: secret === undefined ? null : await hashSecret(secret),
      dateToDelete: null,
      dateCreated: now,
      dateModified: now,
      createdBy: authorOf(caller),
      modifiedBy: authorOf(caller),
    }
    if (!(await stores.clients.insert(caller.organizationId, client, settings.clientCap)))
      throw new Fault('auth.too.many.clients', 'The organisation has {limit} clients already', {
        params: { limit: String(settings.clientCap) },
      })
    const { organizationId } = caller
    return { status: 200, body: { ...clientAnswer({ ...client, organizationId }), ...(secret && { secret }) } }
  }

  const getOauthClient: ApiEndpoint<'getOauthClient'> = async ({ path, clientAhead }, { organizationId }) => {
    const reading = clientAhead ?? stores.clients.read(path.clientId)
    const client = await reading(organizationId)
    if (!client) throw noSuchClient()
    return { status: 200, body: clientAnswer(client) }
  }

  const putOauthClient: ApiEndpoint<'putOauthClient'> = async ({ path, body }, caller) => {
    const isWhole = settings.putOmitted === 'cleared'
    const replacement = isWhole ? readDraft(body, settings, 'invalid.value') : undefined
    const client = await stores.clients.change(caller.organizationId, path.clientId, (current) => {
      const draft = replacement ?? readDraft({ ...optionalOf(current, body), ...body }, settings, 'invalid.value')
      const state = body.state ?? (isWhole ? 'active' : current.state)
      if (current.state === 'disabled') throw new Fault('bad.client.state', 'The client is disabled')
      if (state === 'disabled')
        throw new Fault('bad.client.state', 'A client cannot be disabled by its organisation', { fieldName: 'state' })
      requireRoles(caller.roleDivisions, [...current.roleDivisions, ...draft.roleDivisions])
      const dateModified = clock.now()
      const dateToDelete = state === 'inactive' ? deletionDate(current, dateModified, settings) : null
      return { ...draft, state, dateToDelete, dateModified, modifiedBy: authorOf(caller) }
    })
    if (!client) throw noSuchClient()
    return { status: 200, body: clientAnswer(client) }
  }

  const deleteOauthClient: ApiEndpoint<'deleteOauthClient'> = async ({ path }, { organizationId }) => {
    const removed = await stores.clients.remove(organizationId, path.clientId, ({ state }) => {
      if (state !== 'inactive') throw new Fault('cannot.delete.client', 'Only an inactive client can be deleted')
    })
    if (!removed) throw noSuchClient()
    return { status: settings.deleteClientStatus }
  }

  const postOauthClientSecret: ApiEndpoint<'postOauthClientSecret'> = async ({ path }, caller) => {
    const secret = createSecret()
    const secretHash = await hashSecret(secret)
    const client = await stores.clients.change(caller.organizationId, path.clientId, (current) => {
      requireRoles(caller.roleDivisions, current.roleDivisions)
      if (!hasSecret(current.authorizedGrantType))
        throw new Fault('constraint.validation', 'A client of this grant type has no secret')
      return { secretHash, dateModified: clock.now(), modifiedBy: authorOf(caller) }
    })
    if (!client) throw new Fault('not.found', 'There is no such client')
    if (settings.tokensAfterRotation === 'revoked') await stores.tokens.removeOfClient(client.id)
    return { status: 200, body: { ...clientAnswer(client), secret } }
  }

  return {
    getOauthClients,
    postOauthClients,
    getOauthClient,
    putOauthClient,
    deleteOauthClient,
    postOauthClientSecret,
  }
}

const path = '/api/v2/oauth/clients'

const allInOne = (entities: OAuthClient[]): OAuthClientEntityListing => ({
  entities,
  ...{ pageSize: entities.length, pageNumber: 1, total: entities.length, pageCount: 1 },
  ...{ firstUri: path, lastUri: path, selfUri: path },
})

const onePage = (all: readonly OAuthClient[], page: Page): OAuthClientEntityListing => {
  const offset = (page.pageNumber - 1) * page.pageSize
  return { entities: all.slice(offset, offset + page.pageSize), ...pageFields(path, page, all.length) }
}

/** What a PUT may leave out, as it is. */
const optionalOf = (client: ClientRecord, { roleIds }: OAuthClientRequest): Partial<OAuthClientRequest> => ({
  ...(client.description !== null && { description: client.description }),
  accessTokenValiditySeconds: client.accessTokenValiditySeconds,
  registeredRedirectUri: client.registeredRedirectUri,
  scope: client.scope,
  ...(roleIds === undefined && { roleDivisions: [...client.roleDivisions] }),
})

/** The user that a token acts for, or else its client. */
const authorOf = ({ userId, clientId }: Caller): string => userId || clientId

const noSuchClient = (): Fault => new Fault('client.not.found', 'There is no such client')

/** A client that is inactive already keeps its date; a young one gets none. Source: API facts, section 3, Deleting. */
const deletionDate = (client: ClientRecord, now: Date, settings: SandboxSettings): Date | null => {
  if (client.state === 'inactive') return client.dateToDelete
  const age = now.getTime() - client.dateCreated.getTime()
  return age > settings.deletionDelayedAfterMs ? new Date(now.getTime() + settings.deletionDelayMs) : null
}
