import { pageNames } from './server/bundle-page.ts'
import { servePages } from './server/serve-pages.ts'

const { url } = await servePages(Number(process.argv[2] ?? 4020))
const lines = pageNames.map((name) => `  ${url}/${name}`)
process.stdout.write(
  ['The pages are at', ...lines, `Let them ask: start the gateway with GATEWAY_ALLOWED_ORIGINS=${url}`, ''].join('\n'),
)
