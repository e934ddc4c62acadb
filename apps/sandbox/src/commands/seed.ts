import { type SeedOptions, seed } from '../seed/seed.ts'
import { seededDays } from '../seed/traffic.ts'
import type { OpenDatabase } from '../store/open-database.ts'
import type { Invocation } from './command.ts'
import { createProgress } from './progress.ts'
import { readChoice, readNumber } from './read-flags.ts'
import { bootstrapInSight, withStorage } from './with-storage.ts'

/** Fills the organisations and ends. */
export const runSeed = async (invocation: Invocation): Promise<number> => {
  const { flags, print } = invocation
  const clients = readNumber(flags, 'clients', { least: 1, most: 100_000 })
  const days = readNumber(flags, 'days', { least: 1, most: 3650 })
  const number = readNumber(flags, 'seed', { least: 0, most: 2 ** 31 - 1 })
  const organization = readChoice(flags, 'organization', ['first', 'second', 'both'])
  return withStorage(invocation, 'nothing', async (storage) => {
    await bootstrapInSight(storage, invocation)
    await seedInSight(storage, print, {
      organization: organization ?? (clients === undefined ? 'both' : 'first'),
      ...(clients !== undefined && { clients }),
      ...(days !== undefined && { days }),
      ...(number !== undefined && { seed: number }),
    })
    print(`Data: ${storage.place}`)
    return 0
  })
}

/** Seeds up to today, and tells how far it is and in the end what it did. */
export const seedInSight = async (
  database: OpenDatabase,
  print: (text: string) => void,
  options: Omit<SeedOptions, 'today' | 'onProgress'>,
): Promise<void> => {
  const progress = createProgress({ title: 'Seeding' })
  const { clients, authorizations, requests } = await seed(database, {
    ...options,
    today: new Date(),
    onProgress: progress.show,
  }).finally(progress.end)
  print(
    clients > 0
      ? `Seeded ${clients} clients, ${authorizations} authorizations and ${requests.toLocaleString('en')} requests of the last ${options.days ?? seededDays} days`
      : 'Seeded already; nothing was changed',
  )
}
