import type { RoleDivision } from '@grantstream/contract'
import { and, eq, lte, ne, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { gather } from './gather.ts'
import { hashesIn, hex } from './hash-list.ts'
import { refreshTokens } from './login-tables.ts'
import { roleDivisions } from './role-divisions.ts'
import { clientRoles, clients, roles, tokens } from './schema.ts'
import { createUserStore } from './users.ts'

/** Whose token a call bears, and what that allows. */
export interface Caller {
  /** Of the user, or else of the client. */
  readonly organizationId: string
  readonly clientId: string
  /** Empty for a token that has no user. */
  readonly userId: string
  readonly tokenHash: Uint8Array
  /** What a user's token may be used for; empty for a token that has no user. */
  readonly scope: readonly string[]
  readonly permissions: ReadonlySet<string>
  readonly roleDivisions: readonly RoleDivision[]
}

export interface TokenStore {
  insert(organizationId: string, token: Omit<typeof tokens.$inferInsert, 'organizationId'>): Promise<void>
  /** The one reading without an organisation: the token is what names it. A disabled client has no good token. */
  findCaller(hash: Uint8Array, now: Date): Promise<Caller | undefined>
  remove(organizationId: string, hash: Uint8Array): Promise<void>
  /** Ends what a client has in every organisation that it works in; refresh tokens too. */
  removeOfClient(clientId: string): Promise<void>
  /** Removes what has expired, in every organisation. */
  removeExpired(now: Date): Promise<void>
}

export const createTokenStore = (database: Database): TokenStore => {
  const byHashes = selectByHashes(database)
  const users = createUserStore(database)

  const withRights = async ({ permissions, roleDivisions, ...token }: FoundToken): Promise<KnownToken> => {
    const { organizationId, userId } = token
    const rights = userId
      ? await users.rightsOf(organizationId, userId)
      : { permissions: new Set(permissions.flat()), roleDivisions }
    return { ...token, ...rights }
  }
  const find = gather<string, KnownToken | undefined>(async (hashes) => {
    const found = await byHashes.execute({ hashes: [...new Set(hashes)].join() })
    const known = new Map(
      await Promise.all(found.map(async (token) => [hex(token.tokenHash), await withRights(token)] as const)),
    )
    return hashes.map((hash) => known.get(hash))
  })

  return {
    insert: async (organizationId, token) => {
      await database.insert(tokens).values({ ...token, organizationId })
    },

    findCaller: async (hash, now) => {
      const token = await find(hex(hash))
      return token && token.dateExpires > now ? token : undefined
    },

    remove: async (organizationId, hash) => {
      await database.delete(tokens).where(and(eq(tokens.organizationId, organizationId), eq(tokens.hash, hash)))
    },

    removeOfClient: async (clientId) => {
      await database.delete(tokens).where(eq(tokens.clientId, clientId))
      await database.delete(refreshTokens).where(eq(refreshTokens.clientId, clientId))
    },

    removeExpired: async (now) => {
      await database.delete(tokens).where(lte(tokens.dateExpires, now))
    },
  }
}

type FoundToken = Awaited<ReturnType<ReturnType<typeof selectByHashes>['execute']>>[number]
type KnownToken = Caller & { readonly dateExpires: Date }

const selectByHashes = (database: Database) =>
  database
    .select({
      tokenHash: tokens.hash,
      organizationId: tokens.organizationId,
      clientId: tokens.clientId,
      userId: tokens.userId,
      scope: tokens.scope,
      dateExpires: tokens.dateExpires,
      permissions: sql<
        string[][]
      >`coalesce(json_agg(to_json(${roles.permissions})) filter (where ${roles.id} is not null), '[]')`,
      roleDivisions,
    })
    .from(tokens)
    .innerJoin(clients, eq(clients.id, tokens.clientId))
    .leftJoin(clientRoles, eq(clientRoles.clientId, tokens.clientId))
    .leftJoin(roles, eq(roles.id, clientRoles.roleId))
    .where(and(sql`${tokens.hash} = any(${hashesIn(sql.placeholder('hashes'))})`, ne(clients.state, 'disabled')))
    .groupBy(tokens.hash)
    .prepare('tokens_by_hashes')
