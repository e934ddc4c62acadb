import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bundlePage, type PageName, pageNames } from './bundle-page.ts'

export interface Pages {
  /** `http://127.0.0.1:port`; a page is at `/` and its name. */
  readonly url: string
  close(): Promise<void>
}

const html = (name: PageName): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Grantstream with ${name}</title>
<div id="root"></div>
<script type="module" src="/${name}.js"></script>
</html>
`

/** Bundles the pages and serves them on a port of this machine, 0 for any. They ask a gateway of another origin. */
export const servePages = async (port: number): Promise<Pages> => {
  const files = new Map<string, readonly [type: string, text: string]>()
  for (const name of pageNames) {
    files.set(`/${name}`, ['text/html', html(name)])
    files.set(`/${name}.js`, ['text/javascript', await bundlePage(name)])
  }
  const server = createServer(({ url = '' }, response) => {
    const [type, text] = files.get(url) ?? []
    if (type === undefined) return response.writeHead(404).end()
    response.setHeader('content-type', `${type}; charset=utf-8`).end(text)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
