import type { RoleDivision } from '@grantstream/contract'
import type { Database } from './database.ts'
import { and, eq, lte } from './drizzle.ts'
import { refreshTokens } from './login-tables.ts'
import { tokens } from './schema.ts'

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
  remove(organizationId: string, hash: Uint8Array): Promise<void>
  /** Ends what a client has in every organisation that it works in; refresh tokens too. */
  removeOfClient(clientId: string): Promise<void>
  /** Removes what has expired, in every organisation. */
  removeExpired(now: Date): Promise<void>
}

export const createTokenStore = (database: Database): TokenStore => ({
  insert: async (organizationId, token) => {
    await database.insert(tokens).values({ ...token, organizationId })
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
})
