import { bearerToken } from '@grantstream/core'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { firstValueFrom, lastValueFrom } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCallers } from '../src/principal/callers.ts'
import type { PrincipalKey } from '../src/principal/principal.ts'
import { defaultSharing } from '../src/principal/sharing-settings.ts'
import { schema } from '../src/schema/index.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { type PollKeyOf, pollKeyOf } from '../src/streams/poll-key.ts'
import { createSharedPolls, type ToldState } from '../src/streams/shared-polls.ts'
import type { Answer } from './ask.ts'
import { ask } from './ask-over-http.ts'
import { streamTransports, subscribe } from './subscribe.ts'

let sandbox: TestSandbox
let gateway: RunningGateway
let first: string
let second: string
/** What is of the first organisation and must be told to nobody of the second. */
let canary: { readonly clientId: string; readonly name: string; readonly executionId: string; readonly id: string }

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [200, 300] })
  gateway = await listen(
    { host: '127.0.0.1', port: 0 },
    { apiUrl: sandbox.url, polling: { schedule: () => 50 }, sharing: { tokenProofMs: 0 } },
  )
  ;[first, second] = await Promise.all([sandbox.login(), sandbox.login(sandbox.second)])
  canary = await createCanary()
})
afterAll(async () => {
  await gateway.close()
  await sandbox.close()
})

const resultOf = <T>({ data }: Answer): T => {
  if (!data?.result) throw new Error('There is no result')
  return data.result as T
}

const createCanary = async () => {
  const name = `canary-${crypto.randomUUID()}`
  const created = await ask(
    gateway.url,
    `mutation { result: createOAuthClient(input: { name: "${name}", authorizedGrantType: CODE, registeredRedirectUris: ["https://canary.example/cb"], scopeIds: ["oauth"] }) { ... on OAuthClientWithSecret { client { id clientId } } ... on Problem { message } } }`,
    first,
  )
  const { client } = resultOf<{ client: { id: string; clientId: string } }>(created)
  const started = await ask(
    gateway.url,
    `mutation { result: startUsageSummary(input: { clientId: "${client.clientId}" }) { ... on UsageExecution { executionId } } }`,
    first,
  )
  const { executionId } = resultOf<{ executionId: string }>(started)
  return { ...client, name, executionId }
}

const client = '{ id clientId name }'
const interval = 'interval: { start: "2026-01-01T00:00:00Z", end: "2026-02-01T00:00:00Z" }'

/** A document for each field, about the first organisation; `public` ones tell the same to everybody. */
const queries: Readonly<Record<string, () => string>> = {
  node: () => `{ node(id: "${canary.id}") { id ... on OAuthClient ${client} } }`,
  nodes: () => `{ nodes(ids: ["${canary.id}"]) { id ... on OAuthClient ${client} } }`,
  oauthClients: () => `{ oauthClients(first: 100) { totalCount nodes ${client} } }`,
  oauthClient: () => `{ oauthClient(clientId: "${canary.clientId}") ${client} }`,
  oauthAuthorizations: () => '{ oauthAuthorizations { client { id name } } }',
  oauthAuthorization: () => `{ oauthAuthorization(clientId: "${canary.clientId}") { client { id name } } }`,
  usageExecution: () =>
    `{ usageExecution(clientId: "${canary.clientId}", executionId: "${canary.executionId}") { id clientId executionId } }`,
}
const publicQueries: readonly string[] = ['oauthScopes', 'oauthScope']
const subscriptions: Readonly<Record<string, () => string>> = {
  usageExecution: () =>
    `subscription { result: usageExecution(clientId: "${canary.clientId}", executionId: "${canary.executionId}") { id clientId executionId status } }`,
  usageQuery: () =>
    `subscription { result: usageQuery(input: { clientId: "${canary.clientId}", ${interval} }) { id clientId executionId status } }`,
  usageSummary: () =>
    `subscription { result: usageSummary(input: { clientId: "${canary.clientId}" }) { id clientId executionId status } }`,
}

const isTold = (answer: unknown) => {
  const text = JSON.stringify(answer)
  return [canary.clientId, canary.name, canary.executionId, canary.id].some((secret) => text.includes(secret))
}

describe('two organisations on one gateway', () => {
  it('are looked at through every field that there is', () => {
    const fieldsOf = (type = schema.getQueryType()) => Object.keys(type?.getFields() ?? {}).sort()

    expect([...Object.keys(queries), ...publicQueries].sort()).toEqual(fieldsOf())
    expect(Object.keys(subscriptions).sort()).toEqual(fieldsOf(schema.getSubscriptionType() ?? undefined))
  })

  it('ask for the same at the same time, and only the one whose it is is told', async () => {
    const rounds = Object.entries(queries).flatMap((entry) => Array(3).fill(entry) as (typeof entry)[])

    const answers = await Promise.all(
      rounds.map(async ([field, query]) => {
        const both = await Promise.all([ask(gateway.url, query(), first), ask(gateway.url, query(), second)])
        return [field, ...both.map(isTold)]
      }),
    )

    // Nobody has authorized the canary: its owner is told as little as the others.
    const isOwners = (field: string) => !field.startsWith('oauthAuthorization')
    expect(answers).toEqual(rounds.map(([field]) => [field, isOwners(field), false]))
  })

  it.each(streamTransports)('follow the same by %s, and only the one whose it is is told', async (transport) => {
    const told = await Promise.all(
      Object.entries(subscriptions).map(async ([field, query]) => {
        const streams = [first, second].map((token) => subscribe(gateway.url, token, query(), transport).ended)
        return [field, ...(await Promise.all(streams)).map(isTold)]
      }),
    )

    expect(told).toEqual(Object.keys(subscriptions).map((field) => [field, true, false]))
  })
})

/** Follows an execution as its owner and, in the same tick, as somebody of the other organisation: what are they told? */
const followAsBoth = async (keyOf: PollKeyOf) => {
  const observe = () => undefined
  const options = { apiUrl: sandbox.url, loginUrl: undefined, transport: undefined, observe }
  const callers = createCallers(options, defaultSharing)
  const polls = createSharedPolls({ polling: { schedule: () => 20 }, observe, tokenProofMs: 0, keyOf })
  const followerOf = async (token: string) => {
    const caller = callers.of(token, { auth: bearerToken(token), subject: undefined, expiresAtMs: undefined })
    return { caller, principal: await firstValueFrom(caller.principal) }
  }
  const [owner, other] = await Promise.all([followerOf(first), followerOf(second)])
  const { clientId } = canary
  const { executionId = '' } = await firstValueFrom(owner.caller.api.getOauthClientUsageSummary(clientId))
  const told = [owner, other].map((follower) => lastValueFrom(polls.follow(follower, { clientId, executionId })))

  const [ofOwner, ofOther] = await Promise.allSettled(told)

  return { owner: toldTo(ofOwner), other: toldTo(ofOther) }
}

const toldTo = (settled: PromiseSettledResult<ToldState> | undefined) =>
  settled?.status === 'fulfilled' ? settled.value.state : undefined

describe('the key of a shared poll', () => {
  const withoutPrincipal: PollKeyOf = (_principal, execution) => pollKeyOf('anybody' as PrincipalKey, execution)

  it('keeps the other organisation out', async () => {
    const { owner, other } = await followAsBoth(pollKeyOf)

    expect([owner?.status, other]).toEqual(['complete', undefined])
  })

  it('would let the other organisation in without the principal in it, which this test would see', async () => {
    const { owner, other } = await followAsBoth(withoutPrincipal)

    expect(owner?.status).toBe('complete')
    expect(other).toEqual(owner)
  })
})
