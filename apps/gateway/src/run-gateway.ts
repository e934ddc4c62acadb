import { readFile } from 'node:fs/promises'
import { clientCredentials } from '@grantstream/core'
import { createNodeTransport } from '@grantstream/core/node'
import type { Logger } from 'pino'
import manifest from '../package.json' with { type: 'json' }
import type { GatewayOptions } from './create-gateway.ts'
import { readTrustedDocuments } from './guards/trusted-documents.ts'
import { logEvents } from './observe/log-events.ts'
import { observeAll } from './observe/observe-all.ts'
import { listen, type RunningGateway } from './server/listen.ts'
import { ConfigError } from './settings/config-error.ts'
import type { Config } from './settings/read-config.ts'

/** Starts all that a configuration asks for, and logs. Rejects when something of it cannot be had. */
export const runGateway = async (config: Config, log: Logger): Promise<RunningGateway> => {
  const sockets = createNodeTransport({ connections: config.upstreamConnections })
  const metrics = await startMetrics(config)
  const tracing = await startTracing(config)
  const observers = [logEvents(log), ...(metrics ? [metrics.observe] : []), ...(tracing ? [tracing.observe] : [])]
  const { host, port, requestTimeoutMs, keepAliveMs, connectionsMax } = config
  const listening = {
    host,
    port,
    headMs: requestTimeoutMs / 2,
    requestMs: requestTimeoutMs,
    keepAliveMs,
    connectionsMax,
  }
  const gateway = await listen(listening, {
    ...(await guardOptions(config)),
    apiUrl: config.apiUrl,
    timeoutMs: config.upstreamTimeoutMs,
    callsPerMinute: config.callsPerMinute,
    ...(config.loginUrl && { loginUrl: config.loginUrl }),
    transport: tracing ? tracing.carrying(sockets, config.sendsTraceparent) : sockets,
    streamLimits: { total: config.streamsMax, perPrincipal: config.streamsPerCallerMax },
    observe: observeAll(observers),
    // The log has them.
    report: () => undefined,
    ...(tracing && { beginOperation: tracing.begin }),
  })
  log.info({ url: `${gateway.url}/graphql`, version: manifest.version }, 'listening')
  if (metrics) log.info({ url: metrics.url }, 'metrics')

  return {
    url: gateway.url,
    get streams() {
      return gateway.streams
    },
    close: async (graceMs = config.drainMs) => {
      const startedAtMs = performance.now()
      const streams = gateway.streams
      log.info({ streams, graceMs }, 'draining')
      await gateway.close(graceMs)
      await Promise.all([metrics?.close(), tracing?.close(), sockets.close()])
      log.info({ streams, tookMs: Math.round(performance.now() - startedAtMs) }, 'closed')
    },
  }
}

const guardOptions = async ({
  development,
  allowedOrigins,
  trustedDocuments,
  ownCallers,
  limits,
}: Config): Promise<Partial<GatewayOptions>> => ({
  development,
  allowedOrigins,
  limits,
  ...(trustedDocuments && { trustedDocuments: readTrustedDocuments(await readManifest(trustedDocuments)) }),
  ...(ownCallers && { ownCallers: { ...ownCallers, service: clientCredentials(ownCallers) } }),
})

const readManifest = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch(() => {
    throw new ConfigError(`GATEWAY_TRUSTED_DOCUMENTS is ${JSON.stringify(path)}; it must be the path of a manifest`)
  })

// Both are loaded only where they are wanted: start-up is to be quick.
const startMetrics = async ({ metrics }: Config) => {
  if (!metrics) return undefined
  const [{ createGatewayMetrics }, { serveMetrics }] = await Promise.all([
    import('./observe/metrics.ts'),
    import('./observe/serve-metrics.ts'),
  ])
  const { registry, observe } = createGatewayMetrics()
  return { observe, ...(await serveMetrics(registry, metrics)) }
}

const startTracing = async ({ tracing }: Config) => {
  if (!tracing) return undefined
  const { startTracing: start } = await import('./observe/start-tracing.ts')
  return start({ ...tracing, version: manifest.version })
}
