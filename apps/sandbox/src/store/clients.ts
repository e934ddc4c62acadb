import type { RoleDivision } from '@grantstream/contract'
import type { SQL } from 'drizzle-orm'
import type { Database } from './database.ts'
import { and, eq, lte, sql } from './drizzle.ts'
import { gather } from './gather.ts'
import { isUuid } from './is-uuid.ts'
import { roleDivisions } from './role-divisions.ts'
import { clientRoles, clients, organizations } from './schema.ts'

/** A client with its roles, as it is stored. */
export type ClientRecord = typeof clients.$inferSelect & { readonly roleDivisions: readonly RoleDivision[] }

/** A reading that is under way; shows the client to its own organisation alone. */
export type ClientReading = (organizationId: string) => Promise<ClientRecord | undefined>

/** What a change of a client may set. */
export type ClientChange = Partial<Omit<ClientRecord, 'id' | 'organizationId'>>

export interface ClientStore {
  list(organizationId: string): Promise<ClientRecord[]>
  get(organizationId: string, clientId: string): Promise<ClientRecord | undefined>
  /** Asks at once, for a caller who is not known yet. */
  read(clientId: string): ClientReading
  /** False, and nothing inserted, when the organisation has `cap` clients already. */
  insert(organizationId: string, client: Omit<ClientRecord, 'organizationId'>, cap: number): Promise<boolean>
  /** Locks the client, asks what to change and does it; whatever `decide` throws changes nothing. */
  change(
    organizationId: string,
    clientId: string,
    decide: (client: ClientRecord) => ClientChange,
  ): Promise<ClientRecord | undefined>
  /** Locks the client, lets `check` object by throwing, and removes it with its tokens. False when there is none. */
  remove(organizationId: string, clientId: string, check: (client: ClientRecord) => void): Promise<boolean>
  /** The one reading without an organisation: at the login host an id is all that there is. */
  findForLogin(clientId: string): Promise<ClientRecord | undefined>
  /** Removes the clients whose `dateToDelete` has come, in every organisation. */
  removeDue(now: Date): Promise<void>
}

export const createClientStore = (database: Database): ClientStore => {
  const read = readClients(database)

  return {
    read,
    get: (organizationId, clientId) => read(clientId)(organizationId),

    list: async (organizationId) => (await select(database, eq(clients.organizationId, organizationId))).map(toRecord),

    insert: (organizationId, { roleDivisions, ...client }, cap) =>
      database.transaction(async (transaction) => {
        // Creations in one organisation take turns, so that two of them cannot both be the last one allowed.
        await transaction.select().from(organizations).where(eq(organizations.id, organizationId)).for('update')
        if ((await transaction.$count(clients, eq(clients.organizationId, organizationId))) >= cap) return false
        await transaction.insert(clients).values({ ...client, organizationId })
        await insertRoles(transaction, organizationId, client.id, roleDivisions)
        return true
      }),

    change: (organizationId, clientId, decide) =>
      database.transaction(async (transaction) => {
        const current = await lock(transaction, organizationId, clientId)
        if (!current) return undefined
        const { roleDivisions, ...columns } = decide(current)
        await transaction.update(clients).set(columns).where(eq(clients.id, current.id))
        if (roleDivisions) {
          await transaction.delete(clientRoles).where(eq(clientRoles.clientId, current.id))
          await insertRoles(transaction, organizationId, current.id, roleDivisions)
        }
        return find(transaction, organizationId, clientId)
      }),

    remove: (organizationId, clientId, check) =>
      database.transaction(async (transaction) => {
        const current = await lock(transaction, organizationId, clientId)
        if (!current) return false
        check(current)
        await transaction.delete(clients).where(eq(clients.id, current.id))
        return true
      }),

    findForLogin: async (clientId) =>
      isUuid(clientId) ? (await select(database, eq(clients.id, clientId))).map(toRecord)[0] : undefined,

    removeDue: async (now) => {
      await database.delete(clients).where(and(eq(clients.state, 'inactive'), lte(clients.dateToDelete, now)))
    },
  }
}

const select = (database: Database, condition: SQL | undefined) =>
  database.select({ client: clients, roleDivisions }).from(clients).where(condition)

const toRecord = ({ client, roleDivisions }: Awaited<ReturnType<typeof select>>[number]): ClientRecord => ({
  ...client,
  roleDivisions,
})

/** Reads clients by their ids, together with others that are asked for at the same time. */
const readClients = (database: Database): ClientStore['read'] => {
  const byIds = select(
    database,
    sql`${clients.id} = any(string_to_array(${sql.placeholder('ids')}, ',')::uuid[])`,
  ).prepare('clients_by_ids')
  const find = gather<string, ClientRecord | undefined>(async (ids) => {
    const found = (await byIds.execute({ ids: [...new Set(ids)].join() })).map(toRecord)
    const known = new Map(found.map((client) => [client.id, client]))
    return ids.map((id) => known.get(id))
  })
  return (clientId) => {
    const found = isUuid(clientId) ? find(clientId.toLowerCase()) : Promise.resolve(undefined)
    // Nobody may come to ask whose it is.
    found.catch(() => undefined)
    return async (organizationId) => {
      const client = await found
      return client?.organizationId === organizationId ? client : undefined
    }
  }
}

const find = async (
  database: Database,
  organizationId: string,
  clientId: string,
): Promise<ClientRecord | undefined> => {
  if (!isUuid(clientId)) return undefined
  const wanted = and(eq(clients.organizationId, organizationId), eq(clients.id, clientId))
  return (await select(database, wanted)).map(toRecord)[0]
}

const lock = async (
  transaction: Database,
  organizationId: string,
  clientId: string,
): Promise<ClientRecord | undefined> => {
  if (!isUuid(clientId)) return undefined
  await transaction
    .select({ locked: sql`1` })
    .from(clients)
    .where(and(eq(clients.organizationId, organizationId), eq(clients.id, clientId)))
    .for('update')
  return find(transaction, organizationId, clientId)
}

const insertRoles = async (
  transaction: Database,
  organizationId: string,
  clientId: string,
  roleDivisions: readonly RoleDivision[],
): Promise<void> => {
  if (roleDivisions.length === 0) return
  await transaction.insert(clientRoles).values(roleDivisions.map((each) => ({ ...each, organizationId, clientId })))
}
