import { createYoga, useReadinessCheck, type YogaInitialContext } from 'graphql-yoga'
import { createContext, type Upstream } from './context.ts'
import type { ObserveGateway } from './observe/gateway-event.ts'
import { useBearerToken } from './plugins/use-bearer-token.ts'
import { useGetParameters } from './plugins/use-get-parameters.ts'
import { useLiveStreams } from './plugins/use-live-streams.ts'
import { useNoStore } from './plugins/use-no-store.ts'
import { useNotFound } from './plugins/use-not-found.ts'
import { usePlainCoercionErrors } from './plugins/use-plain-coercion-errors.ts'
import { useStreamAcceptance } from './plugins/use-stream-acceptance.ts'
import { schema } from './schema/index.ts'
import { corsFor } from './server/cors.ts'
import { guard } from './server/guard.ts'
import { isReachable } from './server/is-reachable.ts'
import { maskAndReport } from './server/mask-error.ts'
import { type Report, reportToStderr } from './server/report.ts'
import { createLiveStreams, type LiveStreams } from './streams/live-streams.ts'

export interface GatewayOptions extends Upstream {
  /** Origins whose pages may call the gateway; none by default. */
  readonly allowedOrigins?: readonly string[]
  /** Told of failures that the caller does not get to see; one line each on standard error by default. */
  readonly report?: Report
  /** Told of what happens in the gateway; nobody is by default. */
  readonly observe?: ObserveGateway
}

/**
 * The gateway as a handler of requests: pass it to Node's `createServer`, or call its `fetch`. GraphQL is at
 * `/graphql`, subscriptions are server-sent events there; `/health` and `/ready` take no token. `streams` are the live
 * streams: drain them before the server is closed, which would wait for them for ever.
 */
export const createGateway = ({
  allowedOrigins = [],
  report = reportToStderr,
  observe = () => undefined,
  ...upstream
}: GatewayOptions) => {
  const streams = createLiveStreams(observe)
  const yoga = createYoga<object>({
    schema,
    context: ({ request }: YogaInitialContext) => createContext(upstream, request, observe),
    cors: corsFor(allowedOrigins),
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    maxRequestBodySize: 100_000,
    logging: false,
    maskedErrors: { isDev: false, maskError: maskAndReport(report) },
    plugins: [
      useReadinessCheck({ check: () => isReachable(upstream.apiUrl) }),
      useNotFound('/graphql'),
      useBearerToken(),
      useGetParameters(),
      useStreamAcceptance(),
      usePlainCoercionErrors(),
      useLiveStreams(streams),
      useNoStore(),
    ],
  })
  const handler = guard((request, context) => yoga.handleRequest(request, context), report)
  return Object.assign(handler, { streams: streams as LiveStreams })
}

export type Gateway = ReturnType<typeof createGateway>
