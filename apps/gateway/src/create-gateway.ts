import type { DocumentNode } from 'graphql'
import {
  createLRUCache,
  createYoga,
  getSSEProcessor,
  processRegularResult,
  useReadinessCheck,
  type YogaInitialContext,
} from 'graphql-yoga'
import { createContext, type Upstream } from './context.ts'
import type { Identity } from './guards/identity.ts'
import { defaultLimits, type Limits } from './guards/limits.ts'
import { type OwnCallers, ownCallers } from './guards/own-callers.ts'
import { passThrough } from './guards/pass-through.ts'
import { requestGuards } from './guards/request-guards.ts'
import type { TrustedDocuments } from './guards/trusted-documents.ts'
import type { ObserveGateway } from './observe/gateway-event.ts'
import { observeAll } from './observe/observe-all.ts'
import type { BeginOperation } from './observe/operation-span.ts'
import { useAcceptableAnswer } from './plugins/use-acceptable-answer.ts'
import { useAllowedMethods } from './plugins/use-allowed-methods.ts'
import { useAuthentication } from './plugins/use-authentication.ts'
import { useCompiledExecution } from './plugins/use-compiled-execution.ts'
import { useDocumentGuards } from './plugins/use-document-guards.ts'
import { useGetParameters } from './plugins/use-get-parameters.ts'
import { useGraphiQL } from './plugins/use-graphiql.ts'
import { useLiveStreams } from './plugins/use-live-streams.ts'
import { useNoStore } from './plugins/use-no-store.ts'
import { useNotFound } from './plugins/use-not-found.ts'
import { useOperationCost } from './plugins/use-operation-cost.ts'
import { useOperationEvents } from './plugins/use-operation-events.ts'
import { usePlainCoercionErrors } from './plugins/use-plain-coercion-errors.ts'
import { useRequestGuards } from './plugins/use-request-guards.ts'
import { useServerSentEvents } from './plugins/use-server-sent-events.ts'
import { type StatusProfile, setStatuses, useStatusProfile } from './plugins/use-status-profile.ts'
import { useStreamAcceptance } from './plugins/use-stream-acceptance.ts'
import { useToldBodyLimit } from './plugins/use-told-body-limit.ts'
import { useTrustedDocuments } from './plugins/use-trusted-documents.ts'
import { createCallers } from './principal/callers.ts'
import { defaultSharing, type SharingSettings } from './principal/sharing-settings.ts'
import { schema } from './schema/index.ts'
import { corsFor } from './server/cors.ts'
import { guard } from './server/guard.ts'
import { isReachable } from './server/is-reachable.ts'
import { maskAndReport } from './server/mask-error.ts'
import { createReadiness } from './server/readiness.ts'
import { type Report, reportToStderr } from './server/report.ts'
import { createLiveStreams } from './streams/live-streams.ts'
import { createSharedPolls } from './streams/shared-polls.ts'
import type { StreamProgress } from './streams/stream-progress.ts'
import { createStreamRoom, defaultStreamLimits, type StreamLimits } from './streams/stream-room.ts'
import { answerPosts } from './transports/answer-posts.ts'
import { createBacklog } from './transports/backlog.ts'
import { carryStream } from './transports/carry-stream.ts'
import { KnownOperations } from './transports/known-operations.ts'
import { runKnownOperation } from './transports/run-known-operation.ts'
import type { OperationContext, RunOperation } from './transports/run-operation.ts'
import { defaultStreamSettings, type StreamSettings } from './transports/stream-settings.ts'
import { createWebSockets } from './transports/web-sockets.ts'
import { withSockets } from './transports/with-sockets.ts'

export interface GatewayOptions extends Upstream {
  /** Origins whose pages may call the gateway; none by default. */
  readonly allowedOrigins?: readonly string[]
  /** Told of failures that the caller does not get to see; one line each on standard error by default. */
  readonly report?: Report
  /** Told of what happens in the gateway, those failures included; nobody is by default. */
  readonly observe?: ObserveGateway
  /** Begins the span of an operation; nothing is traced by default. */
  readonly beginOperation?: BeginOperation
  /** What a single operation may ask for; the defaults for what is left out. */
  readonly limits?: Partial<Limits>
  /** Documents that may be sent by their ids. Outside of development no others are run. */
  readonly trustedDocuments?: TrustedDocuments
  /** Takes the tokens of own callers too, for those who have none of the upstream. */
  readonly ownCallers?: OwnCallers
  /** True shows the schema, suggests names, runs documents that are not trusted, and serves GraphiQL. False by default. */
  readonly development?: boolean
  /** Statuses of documents that cannot be executed; those of the draft by default. */
  readonly statusProfile?: StatusProfile
  /** What is kept of callers, and for how long; the defaults for what is left out. */
  readonly sharing?: Partial<SharingSettings>
  /** How streams are carried; the defaults for what is left out. */
  readonly streaming?: Partial<StreamSettings>
  /** How many streams may live at the same time; the defaults for what is left out. */
  readonly streamLimits?: Partial<StreamLimits>
}

// A document may take half a megabyte once it is parsed.
const documentsKept = 100

/**
 * The gateway as a handler of requests: pass it to Node's `createServer`, or call its `fetch`. GraphQL is at
 * `/graphql`, subscriptions are server-sent events there; `/health` and `/ready` take no token. For WebSockets, hand the
 * `upgrade` events of the server to `upgrade`. `streams` are the live streams: drain them before the server is closed,
 * which would wait for them for ever. `kept` counts what outlives requests.
 */
export const createGateway = ({
  allowedOrigins = [],
  report = reportToStderr,
  observe: observer,
  beginOperation,
  limits: givenLimits,
  trustedDocuments,
  ownCallers: own,
  development = false,
  statusProfile = 'draft',
  sharing,
  streaming,
  streamLimits,
  ...upstream
}: GatewayOptions) => {
  const observe = observeAll([reporting(report), ...(observer ? [observer] : [])])
  const tell: Report = (failure) => observe({ kind: 'unexpected-failure', ...failure })
  const limits = { ...defaultLimits, ...givenLimits }
  const authenticate = own ? ownCallers(own, passThrough, tell) : passThrough
  const { apiUrl, loginUrl, transport, timeoutMs, callsPerMinute, polling } = upstream
  const guards = requestGuards({ allowedOrigins, development })
  const carrying = { ...defaultStreamSettings, ...streaming }
  const backlog = createBacklog({ limit: carrying.backlogLength, patienceMs: carrying.backlogPatienceMs })
  const room = createStreamRoom({ ...defaultStreamLimits, ...streamLimits })
  const streams = createLiveStreams({ observe, room: backlog.room })
  const callers = createCallers(
    { apiUrl, loginUrl, transport, timeoutMs, callsPerMinute, observe },
    { ...defaultSharing, ...sharing },
  )
  const polls = createSharedPolls({ ...defaultSharing, ...sharing, polling, observe })
  const isReady = createReadiness({ check: () => isReachable(apiUrl), isDraining: () => streams.isDraining })
  const documents = createLRUCache<DocumentNode>({ max: documentsKept })
  const operations = new KnownOperations(documentsKept, trustedDocuments)
  const contextOf = (request: Request, identity: Identity, progress?: StreamProgress) =>
    createContext({ callers, polls, observe }, request, identity, progress)
  const mask = maskAndReport(tell)
  const running = [
    useStreamAcceptance(),
    usePlainCoercionErrors(),
    useOperationCost(limits.cost),
    useCompiledExecution((...operation) => operations.keep(...operation)),
    useLiveStreams(streams, room),
  ]
  const events = useOperationEvents(observe, beginOperation)
  const yoga = createYoga<Partial<OperationContext>>({
    schema,
    context: ({ request, identity, progress }: YogaInitialContext & Partial<OperationContext>) => {
      if (!identity) throw new Error('A request came by the authentication')
      return contextOf(request, identity, progress)
    },
    cors: corsFor(allowedOrigins),
    graphiql: false,
    landingPage: false,
    multipart: false,
    // Refusals are told of each time; documents and what validation finds are kept.
    parserAndValidationCache: {
      documentCache: documents,
      errorCache: { get: () => undefined, set: () => undefined },
    },
    extraParamNames: ['documentId'],
    batching: false,
    maxRequestBodySize: limits.bodyBytes,
    logging: false,
    maskedErrors: { isDev: false, maskError: mask },
    plugins: [
      useReadinessCheck({ check: isReady }),
      ...(development ? [useGraphiQL()] : []),
      useNotFound('/graphql'),
      useRequestGuards(guards, observe),
      useAuthentication(authenticate, observe),
      useAllowedMethods(),
      useAcceptableAnswer(),
      useGetParameters(),
      useTrustedDocuments(trustedDocuments, observe),
      useDocumentGuards({ limits, trustedDocuments, development, observe }),
      ...running,
      useServerSentEvents(carrying, backlog),
      useStatusProfile(statusProfile),
      useToldBodyLimit(observe),
      useNoStore(),
      events,
    ],
  })
  const handler = guard((request, context) => yoga.handleRequest(request, context), tell)
  const runKnown = runKnownOperation({
    schema,
    plugins: [...running, events],
    contextOf: ({ request, identity, progress }) => contextOf(request, identity, progress),
    mask: (error) => mask(error, 'Unexpected error.'),
  })
  const run: RunOperation = async (params, context) => {
    const known = operations.find(params)
    if (known) return runKnown(known, params, context)
    return (await yoga.getResultForParams({ params, request: context.request }, context)) ?? {}
  }
  const sockets = createWebSockets({
    fetchAPI: yoga.fetchAPI,
    run,
    authenticate,
    guards,
    streams,
    messageBytes: limits.bodyBytes,
    settings: carrying,
    backlog,
    observe,
    report: tell,
  })
  const listener = answerPosts({
    path: '/graphql',
    bodyBytes: limits.bodyBytes,
    guards,
    authenticate,
    run,
    carry: (results, carrier) => carryStream(results, carrier, carrying, backlog),
    knownQuery: (params) => {
      const known = operations.find(params)
      return known?.type === 'query' ? (context) => runKnown(known, params, context) : undefined
    },
    mask: (failure) => mask(failure, 'Unexpected error.'),
    respond: async (result, type) => {
      setStatuses(result, statusProfile)
      const response = await processorOf(type)(result, yoga.fetchAPI, type)
      response.headers.set('cache-control', 'no-store')
      response.headers.delete('connection')
      return response
    },
    otherwise: (request, response, known: object = {}) => void handler(request, response, known),
    fetch: (request) => handler.fetch(request),
  })
  return Object.assign(listener, {
    fetch: handler.fetch,
    streams: withSockets(streams, sockets),
    upgrade: sockets.upgrade,
    kept: () => ({
      polls: polls.size,
      tokens: callers.size,
      documents: Math.max(documents.size, operations.size),
      sockets: sockets.size,
      places: room.taken,
      backlog: backlog.length,
    }),
  })
}

const processorOf = (type: string) => (type === 'text/event-stream' ? getSSEProcessor() : processRegularResult)

const reporting =
  (report: Report): ObserveGateway =>
  (event) => {
    if (event.kind !== 'unexpected-failure') return
    const { kind, ...failure } = event
    report(failure)
  }

export type Gateway = ReturnType<typeof createGateway>
