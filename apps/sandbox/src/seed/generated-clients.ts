import { type Random, randomOf } from './random.ts'
import type { SeedClient } from './seed-client.ts'
import { type Workload, workloads } from './workloads.ts'

const kinds = ['Export', 'Sync', 'Feed', 'Monitor', 'Bridge', 'Report', 'Connector', 'Archive', 'Loader', 'Desk']
const subjects = [
  ...['Billing', 'Warehouse', 'Survey', 'Directory', 'Callback', 'Campaign', 'Recording', 'Quality', 'Roster', 'Order'],
  ...['Fraud', 'Knowledge', 'Chat', 'Licence', 'Partner', 'Claims', 'Booking', 'Delivery', 'Payroll', 'Wallboard'],
]
const allWorkloads = Object.keys(workloads) as Workload[]

/** Clients of all kinds, as many as wanted; always the same for the same seed, and the first ones whatever the number. */
export const generatedClients = (count: number, seed: number): SeedClient[] =>
  Array.from({ length: count }, (_, index) => generatedClient(index, seed))

const generatedClient = (index: number, seed: number): SeedClient => {
  const key = `Seed ${seed}, client ${index}`
  const random = randomOf(key)
  const grant = random.next()
  const createdDaysAgo = Math.floor(random.between(1, 1500))
  const name = `${pick(random, subjects)} ${pick(random, kinds)} ${String(index + 1).padStart(4, '0')}`
  // One in eight is never used, and one in twenty was given up.
  const isUsed = random.next() > 0.125
  const isGivenUp = random.next() < 0.05
  const users = Math.ceil(random.between(0, 8))
  const traffic = {
    workload: pick(random, allWorkloads),
    // Few clients make most of the calls.
    perDay: Math.round(10 ** random.between(1, 3.7)),
    weekend: random.next(),
    growth: random.between(0.5, 2),
    throttled: random.next() < 0.2 ? random.between(0, 0.1) : 0,
    ...(isGivenUp && { stoppedDaysAgo: Math.floor(random.between(2, 80)) }),
  }
  const client = { key, name, createdDaysAgo, ...(isGivenUp && { state: 'inactive' as const }) }
  if (grant < 0.7)
    return { ...client, grantType: 'CLIENT-CREDENTIALS', roles: ['Employee'], ...(isUsed && { traffic }) }
  const scope = ['conversations:readonly', 'user-basic-info', 'users:readonly']
  const redirectUris = [`https://app-${index + 1}.example/oauth/callback`]
  return {
    ...{ ...client, scope, ...(isUsed && { traffic: { ...traffic, users } }) },
    ...(grant < 0.9
      ? { grantType: 'CODE', redirectUris, authorization: 'Authorized' as const }
      : { grantType: 'SAML2-BEARER' }),
  }
}

const pick = <T>(random: Random, items: readonly [T, ...T[]] | readonly T[]): T =>
  items[Math.floor(random.next() * items.length)] as T
