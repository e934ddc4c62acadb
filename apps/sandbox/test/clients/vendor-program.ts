import https from 'node:https'
import { connect, type Socket } from 'node:net'

/** What a test asks of the vendor's SDK. */
export interface VendorCall {
  readonly call: number
  /** Each client has a login of its own. */
  readonly client: number
  readonly on: 'login' | 'OAuthApi' | 'TokensApi' | 'UsersApi'
  readonly method: string
  readonly args: readonly unknown[]
}

/** What the SDK resolved or rejected with. Where no answer came, `status` is 0 and `failure` says why. */
export interface VendorAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly failure?: string
}

type Method = (...args: readonly unknown[]) => Promise<unknown>
interface ApiClient {
  readonly config: { live_reload_config: boolean; refresh_access_token: boolean }
  readonly authData: { readonly refreshToken?: string }
  setGateway?(gateway: object): void
  setReturnExtendedResponses(extended: boolean): void
}
type Sdk = { readonly ApiClientClass: new () => ApiClient } & Readonly<
  Record<'OAuthApi' | 'TokensApi' | 'UsersApi', new (client: ApiClient) => object>
>

const [name = '', url = ''] = process.argv.slice(2)
const { protocol, hostname, port } = new URL(url)

// Releases without setGateway call the vendor's hosts: of their connections each one leads to the sandbox, in the clear.
class ToTheSandbox extends https.Agent {
  override createConnection(): Socket {
    return connect(Number(port), hostname)
  }
}
https.globalAgent = new ToTheSandbox({ keepAlive: true })

const { default: sdk } = (await import(name)) as { default: Sdk }
const clients = new Map<number, ApiClient>()

const clientAt = (number: number): ApiClient => {
  const known = clients.get(number)
  if (known) return known
  const client = new sdk.ApiClientClass()
  client.config.live_reload_config = false
  client.setReturnExtendedResponses(true)
  client.setGateway?.({ protocol: protocol.slice(0, -1), host: hostname, port: Number(port) })
  clients.set(number, client)
  return client
}

const answer = async ({ client: number, on, method, args }: VendorCall): Promise<VendorAnswer> => {
  const client = clientAt(number)
  // Older releases try to refresh although they have nothing to do it with.
  client.config.refresh_access_token = client.authData.refreshToken !== undefined
  const target = on === 'login' ? client : new sdk[on](client)
  try {
    const result = await (target as unknown as Record<string, Method>)[method]?.(...args)
    return on === 'login' ? { status: 200, headers: {}, body: result } : shown(result)
  } catch (error) {
    const { response } = error as { response?: unknown }
    return shown(response ?? error)
  }
}

const shown = (result: unknown): VendorAnswer => {
  const { status = 0, headers = {}, body, data, message } = (result ?? {}) as Record<string, unknown>
  return {
    status: Number(status),
    headers: { ...(headers as Record<string, string>) },
    body: body ?? data,
    ...(status === 0 && { failure: String(message) }),
  }
}

process.on('message', async (call: VendorCall) => {
  process.send?.({ call: call.call, answer: await answer(call) })
})
process.send?.({ isReady: true })
