import { Counter, Histogram, Registry } from 'prom-client'

/** What the sandbox counts about itself. Labels are names of the contract alone: no id, address or secret. */
export interface Metrics {
  /** A call was answered; `operation` is absent for what no route serves. */
  served(operation: string | undefined, status: number, milliseconds: number): void
  /** A call was refused by one of the limits of `platform.api`. */
  limitHit(limit: 'token.rate.per.minute' | 'request.bytes.max'): void
  /** An operation started a usage execution. */
  executionStarted(operation: string): void
  /** Somebody looked at a usage execution. */
  executionSeen(queryStatus: string): void
  /** A fault that was asked for struck. */
  faultStruck(kind: string): void
  /** All of it in the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

/** Each sandbox has its own registry, so that several in one process do not add up. */
export const createMetrics = (): Metrics => {
  const registry = new Registry()
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `sandbox_${name}`, help, labelNames, registers: [registry] })

  const requests = counter('requests_total', 'Calls answered.', 'operation', 'status')
  const limits = counter('limit_hits_total', 'Calls that a limit refused.', 'limit')
  const executions = counter('usage_executions_total', 'Usage executions started.', 'operation')
  const looks = counter('usage_looks_total', 'Looks at usage executions, by what they showed.', 'query_status')
  const faults = counter('faults_total', 'Faults that were asked for and struck.', 'kind')
  const duration = new Histogram({
    name: 'sandbox_request_duration_seconds',
    help: 'From the head of a request to the end of its answer.',
    labelNames: ['operation'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })

  // Looked up once: the labels of a call are found by sorting and joining them.
  const labelled = new Map<string, { count: Counter.Internal; time: Histogram.Internal<string> }>()
  const servedAs = (operation: string, status: number) => {
    const key = `${operation} ${status}`
    const known = labelled.get(key)
    if (known) return known
    const found = { count: requests.labels(operation, String(status)), time: duration.labels(operation) }
    labelled.set(key, found)
    return found
  }

  return {
    served: (operation = 'none', status, milliseconds) => {
      const { count, time } = servedAs(operation, status)
      count.inc()
      time.observe(milliseconds / 1000)
    },
    limitHit: (limit) => limits.inc({ limit }),
    executionStarted: (operation) => executions.inc({ operation }),
    executionSeen: (queryStatus) => looks.inc({ query_status: queryStatus }),
    faultStruck: (kind) => faults.inc({ kind }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
