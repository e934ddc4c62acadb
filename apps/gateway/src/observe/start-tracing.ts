import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { createTracing, type Tracing } from './tracing.ts'

export interface RunningTracing extends Tracing {
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>
}

/** Traces to a collector. To be imported only where that is wanted: it loads slowly. */
export const startTracing = ({
  endpoint,
  serviceName,
  version,
}: {
  readonly endpoint: string
  readonly serviceName: string
  readonly version: string
}): RunningTracing => {
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: 3_000 })
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: 3_000 })],
  })
  const close = () => provider.shutdown().catch(() => undefined)
  return { ...createTracing(provider.getTracer('@grantstream/gateway', version)), close }
}
