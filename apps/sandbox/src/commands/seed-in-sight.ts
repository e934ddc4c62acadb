import { type SeedOptions, seed } from '../seed/seed.ts'
import { seededDays } from '../seed/traffic.ts'
import type { Database } from '../store/database.ts'

/** Seeds up to today; on a terminal one line shows how far it is, and in the end what it did. */
export const seedInSight = async (
  database: Database,
  organization: SeedOptions['organization'],
  print: (text: string) => void,
): Promise<void> => {
  const isTerminal = process.stdout.isTTY
  const onProgress = (share: number) => void process.stdout.write(`\rSeeding ${Math.round(share * 100)} %\u001b[K`)
  const { clients, authorizations, requests } = await seed(database, {
    today: new Date(),
    ...(organization && { organization }),
    ...(isTerminal && { onProgress }),
  })
  const done =
    clients > 0
      ? `Seeded ${clients} clients, ${authorizations} authorizations and ${requests.toLocaleString('en')} requests of the last ${seededDays} days`
      : 'Seeded already; nothing was changed'
  print(isTerminal ? `\r${done}\u001b[K` : done)
}
