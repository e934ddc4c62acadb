import { NEVER, of } from 'rxjs'
import { describe, expect, it } from 'vitest'
import {
  authorizationCode,
  bearerToken,
  clientCredentials,
  createBudget,
  createOAuthApi,
  createUsageExecutions,
  exponential,
  followUsageExecution,
  hostsOf,
  isUnsent,
  lastOf,
  latestOf,
  learned,
  memoryStorage,
  pollUntil,
  pollUsageExecution,
  resumeUsageExecution,
  squareRoot,
  startUsageQuery,
  startUsageSummary,
  type Transport,
  usageExecutionRows,
} from '../src/index.ts'
import { createNodeTransport } from '../src/node/index.ts'
import { observeWithOpenTelemetry } from '../src/opentelemetry.ts'
import { createCall, getOauthClient, limiting, retrying, sharing } from '../src/operations.ts'
import {
  auditClient,
  auditClients,
  deleteClientSafely,
  findUnusedClients,
  rotateClientSecret,
  usageByEndpoint,
} from '../src/tasks/index.ts'

const auth = bearerToken('t1')
const where = { ...hostsOf('eu-west-1'), auth, transport: () => NEVER }
const api = createOAuthApi(where)
const call = createCall(where)
const executions = createUsageExecutions(api)
const login = authorizationCode({ clientId: 'c1', redirectUri: 'https://a.example', storage: memoryStorage() })
const client = { name: 'a', authorizedGrantType: 'TOKEN' } as const
const pollOptions = [
  'schedule',
  'deadlineMs',
  'attemptTimeoutMs',
  'maxPolls',
  'retryAfterLimitMs',
  'signal',
  'scheduler',
  'random',
  'onWarning',
]
const callOptions = ['timeoutMs', 'totalTimeoutMs', 'signal', 'headers', 'retries', 'share', 'priority']
const apiOptions = [
  'apiUrl',
  'loginUrl',
  'auth',
  'transport',
  'timeoutMs',
  'totalTimeoutMs',
  'scheduler',
  'watch',
  'budget',
  'share',
  'retries',
  'retryAfterLimitMs',
  'random',
]

/** What takes options: how it is called with some, and which there are. */
const takers: Record<string, readonly [take: (options: never) => unknown, names: readonly string[], besides?: object]> =
  {
    createOAuthApi: [createOAuthApi, apiOptions, where],
    createCall: [
      createCall,
      ['apiUrl', 'auth', 'transport', 'timeoutMs', 'scheduler', 'watch', 'budget', 'layers'],
      where,
    ],
    getOauthClients: [api.getOauthClients, callOptions],
    getOauthScopes: [api.getOauthScopes, [...callOptions, 'acceptLanguage']],
    getOauthClientUsageSummary: [(o) => api.getOauthClientUsageSummary('c1', o), [...callOptions, 'days']],
    'getOauthClient of a call': [(o) => getOauthClient(call, 'c1', o), ['timeoutMs', 'headers']],
    limiting: [limiting, ['totalTimeoutMs']],
    retrying: [retrying, ['retries', 'retryAfterLimitMs', 'random']],
    createBudget: [createBudget, ['perMinute', 'scheduler']],
    clientCredentials: [
      clientCredentials,
      ['clientId', 'clientSecret', 'throttleRetries', 'random', 'scheduler'],
      { clientId: 'c', clientSecret: 's' },
    ],
    authorizationCode: [
      authorizationCode,
      ['clientId', 'redirectUri', 'storage', 'clientSecret', 'throttleRetries', 'random', 'scheduler'],
      { clientId: 'c', redirectUri: 'https://a.example', storage: memoryStorage() },
    ],
    authorizationUrl: [login.authorizationUrl, ['org', 'provider', 'target', 'loginHint', 'prompt']],
    createNodeTransport: [
      createNodeTransport,
      ['connections', 'keepAliveTimeoutMs', 'connectTimeoutMs', 'maxResponseBytes'],
    ],
    observeWithOpenTelemetry: [observeWithOpenTelemetry, ['tracer', 'meter']],
    squareRoot: [squareRoot, ['firstMs', 'floorMs', 'ceilingMs', 'costMs', 'jitter']],
    exponential: [exponential, ['firstMs', 'factor', 'ceilingMs', 'jitter']],
    learned: [(o) => learned([], o), ['costMs', 'jitter', 'otherwise']],
    pollUntil: [
      pollUntil,
      ['isDone', 'nextDelayMs', 'deadlineMs', 'attemptTimeoutMs', 'maxPolls', 'scheduler', 'random'],
      { isDone: () => true, nextDelayMs: () => 1 },
    ],
    pollUsageExecution: [(o) => pollUsageExecution(api, 'c1', o), pollOptions],
    followUsageExecution: [(o) => followUsageExecution(api, 'c1', 'e1', o), pollOptions],
    resumeUsageExecution: [(o) => resumeUsageExecution(api, 'token', o), [...pollOptions, 'clientId', 'maxAgeMs']],
    usageExecutionRows: [(o) => usageExecutionRows(api, 'c1', of({ executionId: 'e1' }), o), pollOptions],
    createUsageExecutions: [
      (o) => createUsageExecutions(api, o),
      [...pollOptions.filter((n) => n !== 'signal'), 'graceMs', 'history'],
    ],
    'follow of executions': [(o) => executions.follow('c1', 'e1', o), ['signal', 'deadlineMs']],
    'query of executions': [
      (o) => executions.query('c1', { interval: '2026-01-01/2026-01-02' }, o),
      ['signal', 'deadlineMs'],
    ],
    'summary of executions': [(o) => executions.summary('c1', o), ['signal', 'deadlineMs', 'days']],
    'resume of executions': [(o) => executions.resume('token', o), ['signal', 'deadlineMs', 'clientId', 'maxAgeMs']],
    lastOf: [(o) => lastOf(NEVER, o), ['signal']],
    auditClients: [(o) => auditClients(api, o), ['maxTokenSeconds']],
    auditClient: [(o) => auditClient(client, o), ['maxTokenSeconds']],
    deleteClientSafely: [(o) => deleteClientSafely(api, 'c1', o), ['confirmWithinMs', 'lookEveryMs', 'scheduler']],
    rotateClientSecret: [
      (o) => rotateClientSecret(api, 'c1', () => [], o),
      ['overlapMs', 'confirmWithinMs', 'lookEveryMs', 'scheduler'],
    ],
    findUnusedClients: [(o) => findUnusedClients(api, o), ['days', 'concurrency', 'poll']],
    usageByEndpoint: [(o) => usageByEndpoint(api, 'c1', o), ['days', 'poll']],
  }

describe('options', () => {
  it.each(Object.entries(takers))('of %s are refused by name when they cannot be used', (_, [take, names, besides]) => {
    const given = (name: string, bad: unknown) => () => take({ ...besides, [name]: bad } as never)

    for (const name of names) {
      const needed = `${name}(\\.get)?: (null|boolean|number|undefined) given, but .+ is needed$`
      for (const bad of [null, name === 'share' ? 'yes' : true, -1]) {
        expect(given(name, bad), `${name}: ${bad}`).toThrow(new RegExp(needed.replace('boolean', 'boolean|string')))
      }
    }
  })

  it.each(Object.entries(takers))('of %s are refused when they are no object', (_, [take]) => {
    for (const bad of [null, 5, 'text', [], () => {}])
      expect(() => take(bad as never)).toThrow(/given, but an object is needed$/)
  })
})

describe('arguments', () => {
  it.each<readonly [string, (api: never) => unknown]>([
    ['pollUsageExecution', (wrong) => pollUsageExecution(wrong, 'c1')],
    ['followUsageExecution', (wrong) => followUsageExecution(wrong, 'c1', 'e1')],
    ['resumeUsageExecution', (wrong) => resumeUsageExecution(wrong, 'token')],
    ['usageExecutionRows', (wrong) => usageExecutionRows(wrong, 'c1', NEVER)],
    ['createUsageExecutions', (wrong) => createUsageExecutions(wrong)],
    ['startUsageQuery', (wrong) => startUsageQuery(wrong, 'c1', { interval: '2026-01-01/2026-01-02' })],
    ['startUsageSummary', (wrong) => startUsageSummary(wrong, 'c1')],
    ['auditClients', (wrong) => auditClients(wrong)],
    ['deleteClientSafely', (wrong) => deleteClientSafely(wrong, 'c1')],
    ['rotateClientSecret', (wrong) => rotateClientSecret(wrong, 'c1', () => [])],
    ['findUnusedClients', (wrong) => findUnusedClients(wrong)],
    ['usageByEndpoint', (wrong) => usageByEndpoint(wrong, 'c1')],
  ])('of %s include an api that has what it calls', (_, use) => {
    for (const wrong of [undefined, null, {}, call]) {
      expect(() => use(wrong as never)).toThrow(/^api\.\w+: undefined given, but a function is needed$/)
    }
  })

  it.each([
    ['layers: object given, but an array of layers is needed', sharing()],
    ['layers: an array given, but an array of layers is needed', [retrying]],
    ['layers: an array given, but an array of layers is needed', [sharing(), {}]],
    ['layers: an array given, but an array of layers is needed', [null]],
    ['watch: function given, but observing() is needed', () => {}, 'watch'],
  ])('are refused with "%s"', (message, bad, name = 'layers') => {
    expect(() => createCall({ ...where, [name]: bad })).toThrow(new TypeError(message))
  })
})

it.each([lastOf, latestOf])('refuses a source that is no stream: %o', (read) => {
  expect(() => read(5 as never)).toThrow('source.subscribe: undefined given, but a function is needed')
})

it('refuses a start that is no stream', () => {
  expect(() => usageExecutionRows(api, 'c1', 5 as never)).toThrow('start: number given, but a stream of executions')
})

it.each([{ name: 5n }, { toJSON: () => undefined }])('refuses a body that JSON cannot hold: %o', (body) => {
  expect(() => api.postOauthClients(body as never)).toThrow('body: object given, but a JSON object is needed')
})

it.each(['javascript:alert(1)', 'data:text/html,x', 'https://a.example/#x', '/back'])(
  'refuses to send readers back to %s',
  (redirectUri) => {
    expect(() => authorizationCode({ clientId: 'c1', redirectUri, storage: memoryStorage() })).toThrow(
      'redirectUri: string given, but an absolute URL with a slash and without a fragment is needed',
    )
  },
)

it.each(['com.example.app:/back', 'example://back', 'http://localhost:8080'])(
  'sends readers back to %s',
  (redirectUri) => {
    expect(() => authorizationCode({ clientId: 'c1', redirectUri, storage: memoryStorage() })).not.toThrow()
  },
)

it('ends the search for what failed in errors that are their own cause', () => {
  const error = new Error('a')
  error.cause = error

  expect(isUnsent(error)).toBe(false)
})

it('counts looks in whole numbers only', () => {
  const message = 'maxPolls: number given, but a whole number from 1 to Infinity is needed'

  expect(() => pollUsageExecution(api, 'c1', { maxPolls: 1.5 })).toThrow(message)
  expect(() => pollUntil({ isDone: () => true, nextDelayMs: () => 1, maxPolls: 1.5 })).toThrow(message)
})

it.each(['https://a.example/base', 'https://a.example'])('takes the URL %s with slashes at its end', (apiUrl) => {
  const sent: string[] = []
  const transport: Transport = ({ url }) => {
    sent.push(url)
    return NEVER
  }

  getOauthClient(createCall({ auth, transport, apiUrl: `${apiUrl}//` }), 'c1')
    .subscribe()
    .unsubscribe()

  expect(sent).toEqual([`${apiUrl}/api/v2/oauth/clients/c1`])
})
