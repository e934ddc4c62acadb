import type { Credentials, OAuthApi } from './vendor-client.ts'

const name = 'Grantstream demo'

/**
 * Makes an OAuth client for one run of the main job, with the roles of the client that makes it, by the vendor's SDK.
 * Whatever an earlier run left behind is removed first, so that the counts are those of this run alone.
 */
export const createDemoClient = async (admin: OAuthApi, adminId: string): Promise<Credentials> => {
  const { entities = [] } = await admin.getOauthClients()
  for (const left of entities.filter((each) => each.name === name)) await deleteDemoClient(admin, left.id ?? '')

  const { roleDivisions } = await admin.getOauthClient(adminId)
  const { id, secret } = await admin.postOauthClients({
    name,
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    roleDivisions,
  })
  if (!id || !secret) throw new Error('the API made a client without an id or a secret')
  return { clientId: id, clientSecret: secret }
}

/** Deactivates the client, then deletes it: the API takes no other order. */
export const deleteDemoClient = async (admin: OAuthApi, clientId: string): Promise<void> => {
  const client = await admin.getOauthClient(clientId)
  await admin.putOauthClient(clientId, { ...client, state: 'inactive' })
  await admin.deleteOauthClient(clientId)
}
