import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Origin, serveOrigin } from '@grantstream/browser/serve-origin'
import { type VendorRelease, vendorReleases } from './start-vendor.ts'

/** What an application needs to know; the tests put it into its pages. */
export interface AppSettings {
  readonly apiUrl: string
  readonly clientId: string
  readonly redirectUri: string
  readonly grant: 'loginImplicitGrant' | 'loginPKCEGrant'
  readonly options: Readonly<Record<string, string>>
}

/** What the application puts into its page. */
export interface InPage {
  readonly outcome: Promise<{ readonly state?: string; readonly failure?: string }>
  call(operationId: string, ...args: readonly unknown[]): Promise<{ status: number; headers: object; body: unknown }>
}

// The newest release has a setting for another host, the older ones have only where they keep the two addresses.
const application = `
const { ApiClient, OAuthApi } = require('platformClient')
const { apiUrl, clientId, redirectUri, grant, options } = window.settings
const { protocol, hostname: host, port } = new URL(apiUrl)
const client = ApiClient.instance
client.setReturnExtendedResponses(true)
if (client.setGateway) client.setGateway({ protocol: protocol.slice(0, -1), host, port: Number(port) })
else Object.assign(client.config, { basePath: apiUrl, authUrl: apiUrl })
const oauth = new OAuthApi()
window.outcome = client[grant](clientId, redirectUri, options).then(
  ({ state }) => ({ state }),
  ({ message }) => ({ failure: message }),
)
window.call = (operation, ...args) =>
  oauth[operation](...args).then(
    ({ status, headers, body }) => ({ status, headers: { ...headers }, body }),
    ({ status, headers, body, message }) => ({ status: status ?? 0, headers: { ...headers }, body: body ?? message }),
  )
`
const page = (release: VendorRelease): string =>
  `<!doctype html><meta charset="utf-8"><title>App</title><script src="/${release}.js"></script><script>${application}</script>`

/**
 * Serves the browser bundle of each release, unmodified, `/back` without it, and at `/app-<release>` a web application that
 * logs in by it as soon as it is loaded.
 */
export const serveApp = async (): Promise<Origin> => {
  const require = createRequire(import.meta.url)
  const files = new Map<string, [type: string, content: string | Buffer]>([
    ['/back', ['text/html', '<!doctype html><title>Back again</title>']],
  ])
  for (const release of vendorReleases) {
    const folder = join(dirname(require.resolve(`vendor-${release}/package.json`)), 'dist', 'web-cjs')
    const bundle = await readFile(join(folder, 'purecloud-platform-client-v2.min.js'))
    files.set(`/${release}.js`, ['text/javascript', bundle])
    files.set(`/app-${release}`, ['text/html', page(release)])
  }
  return serveOrigin((request, response) => {
    const file = files.get(new URL(request.url ?? '', 'http://app').pathname)
    if (file === undefined) response.writeHead(404).end()
    else response.setHeader('content-type', file[0]).end(file[1])
  })
}
