import { pageNames } from './server/bundle-page.ts'
import { servePages } from './server/serve-pages.ts'

const usage =
  'usage: node src/main.ts [port]    serve the pages on 127.0.0.1; on port 4020 when none is given, 0 for any\n'

const refuse = (text: string) => {
  process.stderr.write(text)
  process.exitCode = 1
}

const start = async (port: number): Promise<void> => {
  const { url } = await servePages(port)
  const lines = pageNames.map((name) => `  ${url}/${name}`)
  process.stdout.write(
    ['The pages are at', ...lines, `Let them ask: start the gateway with GATEWAY_ALLOWED_ORIGINS=${url}`, ''].join(
      '\n',
    ),
  )
}

const [given = '4020', ...more] = process.argv.slice(2)
if (given === '--help') process.stdout.write(usage)
else if (more.length > 0 || !/^\d{1,5}$/.test(given) || Number(given) > 65_535) refuse(usage)
else await start(Number(given)).catch(({ message }: Error) => refuse(`The pages cannot be served: ${message}\n`))
