import { parseArgs } from 'node:util'
import manifest from '../package.json' with { type: 'json' }

const usage = `Usage: node src/main.ts [--help] [--version]

Serves the OAuth API as GraphQL at /graphql; /health tells that it lives, /ready that the upstream can be reached.

  GATEWAY_HOST             address to listen on (127.0.0.1)
  GATEWAY_PORT             port to listen on, 0 for any (4000)
  GATEWAY_ALLOWED_ORIGINS  origins whose pages may call, separated by commas (none)
  UPSTREAM_REGION          AWS region of the organisation; or else
  UPSTREAM_API_URL         URL of the API, and
  UPSTREAM_LOGIN_URL       URL of its login host (not needed: callers bring their tokens)
`

/** What to print instead of starting; undefined to start. Throws a TypeError for an argument that there is not. */
export const readCommandLine = (args: readonly string[]): string | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean' }, version: { type: 'boolean' } },
  })
  if (values.help) return usage
  if (values.version) return `${manifest.version}\n`
  return undefined
}
