import { enableCompileCache } from 'node:module'
import { misspelt } from '@grantstream/environment'
import { readCommandLine } from './command-line.ts'
import { createLogger } from './observe/create-logger.ts'
import { giveBackMemory } from './server/give-back-memory.ts'
import { neverPretenure } from './server/never-pretenure.ts'
import { readConfig } from './settings/read-config.ts'
import { settings } from './settings/settings.ts'

const main = async (): Promise<void> => {
  const answer = readCommandLine(process.argv.slice(2))
  if (answer !== undefined) {
    process.stdout.write(answer)
    return
  }
  const config = readConfig(process.env)
  const secrets = config.ownCallers ? [config.ownCallers.clientSecret] : []
  const log = createLogger({ level: config.logLevel, format: config.logFormat, secrets })
  const variables = { known: Object.keys(settings), prefixes: ['GATEWAY_', 'UPSTREAM_'] }
  for (const { name, meant } of misspelt(process.env, variables))
    log.warn({ name, meant }, 'a variable that there is not')
  process.on('uncaughtException', (failure) => {
    log.fatal({ failure }, 'crashed')
    process.exit(1)
  })
  // Loaded only now: help and refusals are quick without it. What was compiled is kept for the next start.
  enableCompileCache()
  neverPretenure()
  const { runGateway } = await import('./run-gateway.ts')
  const gateway = await runGateway(config, log)

  let isStopping = false
  const stop = (signal: string) => {
    // Whoever asks twice does not want to wait.
    if (isStopping) process.exit(1)
    isStopping = true
    log.info({ signal }, 'stopping')
    gateway.close().then(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal))
  process.once('disconnect', () => stop('disconnect'))
  process.send?.({ ready: gateway.url })
  giveBackMemory()
}

/** A failure to start as one line for people. */
const describe = (failure: unknown): string => {
  const { message, code, port }: NodeJS.ErrnoException & { port?: number } =
    failure instanceof Error ? failure : new Error(String(failure))
  if (code === 'EADDRINUSE') return `Port ${port} is in use: set GATEWAY_PORT or GATEWAY_METRICS_PORT to another`
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
    return `GATEWAY_HOST or GATEWAY_METRICS_HOST is no address of this machine: ${message}`
  return message.split('\n')[0] ?? message
}

main().catch((failure: unknown) => {
  process.stderr.write(`${describe(failure)}\n`)
  process.exit(1)
})
