import type { OAuthClient, OAuthClientEntityListing, OAuthClientRequest } from '@grantstream/contract'
import type { Observable } from 'rxjs'
import type { Call } from '../http/call.ts'
import { requireBody } from '../refuse.ts'

/** The operations on OAuth clients. Source: API facts, sections 1 to 3. */
export interface ClientOperations {
  /** Lists the clients of the organisation, all in one page. */
  getOauthClients(): Observable<OAuthClientEntityListing>
  /** Gets a client; without its secret. */
  getOauthClient(clientId: string): Observable<OAuthClient>
  /** Creates a client. The answer carries its secret, this once. Not to be repeated blindly: twins are possible. */
  postOauthClients(body: OAuthClientRequest): Observable<OAuthClient>
  /** Replaces the settings of a client. */
  putOauthClient(clientId: string, body: OAuthClientRequest): Observable<OAuthClient>
  /** Deletes a client, which must be inactive. */
  deleteOauthClient(clientId: string): Observable<void>
  /** Replaces the secret of a client at once; the answer carries the new one, this once. */
  postOauthClientSecret(clientId: string): Observable<OAuthClient>
}

const clients = '/api/v2/oauth/clients'
const client = `${clients}/{clientId}`

export const clientOperations = (call: Call): ClientOperations => ({
  getOauthClients: () => call.json({ operationId: 'getOauthClients', method: 'GET', path: clients }),
  getOauthClient: (clientId) =>
    call.json({ operationId: 'getOauthClient', method: 'GET', path: client, ids: { clientId } }),
  postOauthClients: (body) =>
    call.json({ operationId: 'postOauthClients', method: 'POST', path: clients, body: requireBody(body) }),
  putOauthClient: (clientId, body) =>
    call.json({
      operationId: 'putOauthClient',
      method: 'PUT',
      path: client,
      ids: { clientId },
      body: requireBody(body),
    }),
  deleteOauthClient: (clientId) =>
    call.nothing({ operationId: 'deleteOauthClient', method: 'DELETE', path: client, ids: { clientId } }),
  postOauthClientSecret: (clientId) =>
    call.json({ operationId: 'postOauthClientSecret', method: 'POST', path: `${client}/secret`, ids: { clientId } }),
})
