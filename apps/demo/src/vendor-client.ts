import platformClient from 'purecloud-platform-client-v2'

export type OAuthApi = InstanceType<typeof platformClient.OAuthApi>

export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
}

/** The vendor's own SDK, unmodified, logged in with client credentials. */
export interface VendorClient {
  readonly oauth: OAuthApi
  readonly accessToken: string
}

/**
 * Points the vendor's SDK at one origin for login and API, and logs in. Each call makes a client of its own, so that
 * several can be logged in side by side. Rejects with what the SDK rejects with.
 */
export const loginVendorClient = async (url: string, credentials: Credentials): Promise<VendorClient> => {
  const { protocol, hostname, port } = new URL(url)
  const client = new platformClient.ApiClientClass()
  // The SDK follows a configuration file in the home directory; what a person keeps there must not reach us.
  client.config.live_reload_config = false
  client.setGateway({ protocol: protocol.slice(0, -1), host: hostname, port: Number(port) })
  const { accessToken } = await client.loginClientCredentialsGrant(credentials.clientId, credentials.clientSecret)
  if (!accessToken) throw new Error('the login host answered without an access token')
  return { oauth: new platformClient.OAuthApi(client), accessToken }
}
