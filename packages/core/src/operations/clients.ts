import type { OAuthClient, OAuthClientEntityListing, OAuthClientRequest } from '@grantstream/contract'
import type { Answer, Form } from '../http/answer.ts'
import { mayHaveArray } from '../http/body-checks.ts'
import type { Call } from '../http/call.ts'
import type { CallOptions } from '../http/call-options.ts'
import { segment } from '../http/path.ts'
import { requireObject } from '../refuse.ts'

/** The operations on OAuth clients. Source: API facts, sections 1 to 3. */
export interface ClientOperations<F extends Form = 'value'> {
  /** Lists the clients of the organisation, all in one page. */
  getOauthClients(options?: CallOptions): Answer<F, OAuthClientEntityListing>
  /** Gets a client; without its secret. */
  getOauthClient(clientId: string, options?: CallOptions): Answer<F, OAuthClient>
  /** Creates a client. The answer carries its secret, this once. Not to be repeated blindly: twins are possible. */
  postOauthClients(body: OAuthClientRequest, options?: CallOptions): Answer<F, OAuthClient>
  /** Replaces the settings of a client. */
  putOauthClient(clientId: string, body: OAuthClientRequest, options?: CallOptions): Answer<F, OAuthClient>
  /** Deletes a client, which must be inactive. */
  deleteOauthClient(clientId: string, options?: CallOptions): Answer<F, void>
  /** Replaces the secret of a client at once; the answer carries the new one, this once. */
  postOauthClientSecret(clientId: string, options?: CallOptions): Answer<F, OAuthClient>
}

const clients = '/api/v2/oauth/clients'
const client = (clientId: string) => `${clients}/${segment('clientId', clientId)}`

/** See {@link ClientOperations.getOauthClients}. */
export const getOauthClients = <F extends Form>(
  call: Call<F>,
  options?: CallOptions,
): Answer<F, OAuthClientEntityListing> =>
  call({ operationId: 'getOauthClients', path: clients, accepts: mayHaveArray('entities') }, options)

/** See {@link ClientOperations.getOauthClient}. */
export const getOauthClient = <F extends Form>(
  call: Call<F>,
  clientId: string,
  options?: CallOptions,
): Answer<F, OAuthClient> => call({ operationId: 'getOauthClient', path: client(clientId) }, options)

/** See {@link ClientOperations.postOauthClients}. */
export const postOauthClients = <F extends Form>(
  call: Call<F>,
  body: OAuthClientRequest,
  options?: CallOptions,
): Answer<F, OAuthClient> =>
  call({ operationId: 'postOauthClients', method: 'POST', path: clients, body: requireObject(body, 'body') }, options)

/** See {@link ClientOperations.putOauthClient}. */
export const putOauthClient = <F extends Form>(
  call: Call<F>,
  clientId: string,
  body: OAuthClientRequest,
  options?: CallOptions,
): Answer<F, OAuthClient> =>
  call(
    {
      operationId: 'putOauthClient',
      method: 'PUT',
      path: client(clientId),
      body: requireObject(body, 'body'),
    },
    options,
  )

/** See {@link ClientOperations.deleteOauthClient}. */
export const deleteOauthClient = <F extends Form>(
  call: Call<F>,
  clientId: string,
  options?: CallOptions,
): Answer<F, void> =>
  call({ operationId: 'deleteOauthClient', method: 'DELETE', path: client(clientId), isEmpty: true }, options)

/** See {@link ClientOperations.postOauthClientSecret}. */
export const postOauthClientSecret = <F extends Form>(
  call: Call<F>,
  clientId: string,
  options?: CallOptions,
): Answer<F, OAuthClient> =>
  call(
    {
      operationId: 'postOauthClientSecret',
      method: 'POST',
      path: `${client(clientId)}/secret`,
    },
    options,
  )
