import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { misspelt } from '@grantstream/environment'
import { type DemoCredentials, demoCredentials } from './credentials.ts'
import { launch, type RunningApp } from './launch.ts'
import { runMainJob } from './main-job.ts'
import { heading, say } from './report.ts'

const passedOn = [
  ...['SANDBOX_HOST', 'SANDBOX_PORT', 'GATEWAY_HOST', 'GATEWAY_PORT', 'GATEWAY_MODE'],
  ...['SANDBOX_USAGE_DELAY_MS', 'DATABASE_URL'],
]

const setHere = [
  ...['SANDBOX_DATA_DIR', 'SANDBOX_ADMIN_CLIENT_ID', 'SANDBOX_ADMIN_CLIENT_SECRET'],
  ...['SANDBOX_SECOND_ORG_CLIENT_ID', 'SANDBOX_SECOND_ORG_CLIENT_SECRET'],
]

const help = `usage: npm start [-- --once]

Starts the sandbox with a seeded organisation and the gateway before it, runs the main job once in sight, and stays up
until Ctrl-C.

  --once          end when the main job is done
  --data-dir DIR  where the sandbox's Postgres and the credentials are kept (default: .data)
  --help          this text

Variables are passed on to the apps that they belong to, such as ${passedOn.slice(0, 4).join(', ')},
${passedOn.slice(4).join(', ')}. GATEWAY_MODE is development when left out.`

const apps: RunningApp[] = []
let stopping: Promise<void> | undefined

/** Ends what was started, last first. A second signal changes nothing: each app is ended within a bounded time. */
const stop = (code: number): Promise<void> => {
  stopping ??= (async () => {
    for (const app of apps.toReversed()) await app.stop()
    process.exit(code)
  })()
  return stopping
}

const start = async (app: Parameters<typeof launch>[0]): Promise<RunningApp> => {
  const running = await launch(app)
  apps.push(running)
  running.ended.then(() => {
    if (stopping) return
    process.stderr.write(`the ${running.name} ended unexpectedly\n`)
    stop(1)
  })
  return running
}

const readOptions = () => {
  try {
    return parseArgs({
      options: { once: { type: 'boolean' }, help: { type: 'boolean' }, 'data-dir': { type: 'string', multiple: true } },
    }).values
  } catch (cause) {
    const [reason] = cause instanceof Error ? cause.message.split('. ') : []
    throw new Error(`${reason} (see npm start -- --help)`, { cause })
  }
}

const run = async (): Promise<void> => {
  const values = readOptions()
  if (values.help) return say(help)

  // What the apps say of it is not heard here.
  for (const { name, meant } of misspelt(process.env, { known: passedOn, prefixes: ['SANDBOX_', 'GATEWAY_'] }))
    process.stderr.write(`There is no variable ${name}; perhaps ${meant} is meant\n`)
  for (const name of setHere)
    if (process.env[name]) process.stderr.write(`${name} counts for nothing here; --data-dir says where all is kept\n`)
  // The vendor's SDK would ask a proxy of the shell for what is on this machine.
  Object.assign(process.env, { NO_PROXY: '*', no_proxy: '*' })

  const own = join(fileURLToPath(new URL('../../../', import.meta.url)), '.data')
  const [folder = own, another] = values['data-dir'] ?? []
  if (folder === '' || another !== undefined)
    throw new Error('--data-dir needs one directory (see npm start -- --help)')
  const credentials = demoCredentials(folder)
  say('Starting the sandbox (a Genesys Cloud OAuth API on Postgres) and the gateway …')
  const sandbox = await start({
    name: 'sandbox',
    args: ['start', '--seed', ...(process.env.DATABASE_URL ? [] : ['--data-dir', join(folder, 'sandbox')])],
    environment: {
      SANDBOX_ADMIN_CLIENT_ID: credentials.admin.clientId,
      SANDBOX_ADMIN_CLIENT_SECRET: credentials.admin.clientSecret,
      SANDBOX_SECOND_ORG_CLIENT_ID: credentials.second.clientId,
      SANDBOX_SECOND_ORG_CLIENT_SECRET: credentials.second.clientSecret,
    },
  })
  say(`  sandbox  ${sandbox.url}`)
  // Whoever looks for the first time opens a browser: in development there is GraphiQL.
  const mode = process.env.GATEWAY_MODE || 'development'
  const gateway = await start({
    name: 'gateway',
    // A shell may have named a real organisation for a gateway of its own.
    environment: {
      ...{ UPSTREAM_REGION: '', UPSTREAM_API_URL: sandbox.url, UPSTREAM_LOGIN_URL: sandbox.url },
      GATEWAY_MODE: mode,
    },
  })
  const graphqlUrl = new URL('/graphql', gateway.url).href
  say(`  gateway  ${graphqlUrl}`)

  await runMainJob({ sandboxUrl: sandbox.url, graphqlUrl, admin: credentials.admin })
  if (values.once) return stop(0)
  invite(sandbox.url, graphqlUrl, credentials, mode === 'development')
}

const invite = (sandboxUrl: string, graphqlUrl: string, { admin, second }: DemoCredentials, hasPage: boolean): void => {
  heading('Yours to try')
  if (hasPage) say(`  GraphiQL  ${new URL('/graphiql', graphqlUrl)}   a page, which asks for a token`)
  say(`  GraphQL   ${graphqlUrl}
  REST      ${sandboxUrl}/api/v2/oauth/clients

  A token:

    TOKEN=$(curl -s -d grant_type=client_credentials \\
      -u ${admin.clientId}:${admin.clientSecret} \\
      ${sandboxUrl}/oauth/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

  A query with it:

    curl -s ${graphqlUrl} \\
      -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
      -d '{"query":"{ oauthClients(first: 3) { nodes { clientId name } } }"}'

  For a token of the second organisation:

      -u ${second.clientId}:${second.clientSecret}

Ctrl-C stops everything.`)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, () => stop(0))
// Nobody sees what is up any more, as behind `head`.
process.stdout.on('error', () => stop(1))
// What keeps this process up is the apps, not the channel to whoever started it.
process.channel?.unref()
await run().catch(async (cause: unknown) => {
  // Once we are stopping, whatever breaks off does so because of that. Ctrl-C ends the apps as well, and what breaks off
  // by it can be heard of before the signal is: both have come by the next turn of the loop.
  await nextTurn()
  if (!stopping) process.stderr.write(`${cause instanceof Error ? cause.message : JSON.stringify(cause)}\n`)
  await stop(1)
})
