import { createNodeTransport } from '@grantstream/core/node'
import { readCommandLine } from './command-line.ts'
import { readConfig } from './config.ts'
import { listen } from './server/listen.ts'

const main = async (): Promise<void> => {
  const answer = readCommandLine(process.argv.slice(2))
  if (answer !== undefined) {
    process.stdout.write(answer)
    return
  }
  const config = readConfig(process.env)
  const gateway = await listen(config, { ...config, transport: createNodeTransport() })
  const stop = () => gateway.close().then(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
  process.once('disconnect', stop)
  process.stdout.write(`The gateway listens at ${gateway.url}/graphql\n`)
  process.send?.({ ready: gateway.url })
}

/** A failure to start as one line for people. */
const describe = (failure: unknown): string => {
  const { message, code, port }: NodeJS.ErrnoException & { port?: number } =
    failure instanceof Error ? failure : new Error(String(failure))
  if (code === 'EADDRINUSE') return `Port ${port} is in use: set GATEWAY_PORT to another`
  return message.split('\n')[0] ?? message
}

main().catch((failure: unknown) => {
  process.stderr.write(`${describe(failure)}\n`)
  process.exitCode = 1
})
