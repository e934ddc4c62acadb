import { clientAnswer } from '../endpoints/client-answer.ts'
import { sandboxOrganizations } from '../organizations.ts'
import { createClientStore } from '../store/clients.ts'
import type { Invocation } from './command.ts'
import { formatTable } from './format-table.ts'
import { readChoice } from './read-flags.ts'
import { withStorage } from './with-storage.ts'

/** Lists the clients, by organisation and name. */
export const runClients = async (invocation: Invocation): Promise<number> => {
  const { flags, print } = invocation
  const organization = readChoice(flags, 'organization', ['first', 'second', 'both']) ?? 'both'
  const chosen = (['first', 'second'] as const).filter((each) => organization === 'both' || organization === each)
  return withStorage(invocation, 'data', async ({ db }) => {
    const store = createClientStore(db)
    const lists = await Promise.all(
      chosen.map(async (which) => {
        const records = await store.list(sandboxOrganizations[which].id)
        return records
          .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
          .map((record) => ({ organization: which, ...clientAnswer(record) }))
      }),
    )
    const clients = lists.flat()
    if (flags.json) {
      print(JSON.stringify(clients, undefined, 2))
      return 0
    }
    const rows = clients.map(({ organization: which, id, name, authorizedGrantType, state, dateCreated }) => [
      ...[id ?? '', name, authorizedGrantType, state ?? '', which, dateCreated?.slice(0, 10) ?? ''],
    ])
    print(formatTable(['ID', 'NAME', 'GRANT TYPE', 'STATE', 'ORGANISATION', 'CREATED'], rows))
    return 0
  })
}
