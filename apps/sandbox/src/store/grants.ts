import { createHash } from 'node:crypto'
import { hashToken } from '../login/access-token.ts'
import type { Database } from './database.ts'
import { and, eq, gt, lte, sql } from './drizzle.ts'
import { authorizationCodes, loginAttempts, loginSessions, refreshTokens, usedAssertions } from './login-tables.ts'

export type AuthorizationCodeRecord = typeof authorizationCodes.$inferSelect
export type RefreshTokenRecord = typeof refreshTokens.$inferSelect

/**
 * What is exchanged for tokens. At the login host a code or a refresh token is all that there is, so readings do not
 * name an organisation: it is in what they find.
 */
export interface GrantStore {
  insertCode(code: string, record: Omit<AuthorizationCodeRecord, 'hash'>): Promise<void>
  findCode(code: string, now: Date): Promise<AuthorizationCodeRecord | undefined>
  /** False when it is gone already: of two at the same time one gets it. */
  takeCode(code: string): Promise<boolean>
  insertRefreshToken(token: string, record: Omit<RefreshTokenRecord, 'hash'>): Promise<void>
  findRefreshToken(token: string, now: Date): Promise<RefreshTokenRecord | undefined>
  /** As `takeCode`. */
  takeRefreshToken(token: string): Promise<boolean>
  /** False when the assertion was taken before. */
  takeAssertion(issuer: string, assertionId: string, dateExpires: Date): Promise<boolean>
  /** Counts an attempt of a client; answers how many there were in this minute, this one included. */
  countAttempt(clientId: string, now: Date): Promise<number>
  /** Removes what has expired, sessions too, in every organisation. */
  removeExpired(now: Date): Promise<void>
}

const minuteMs = 60_000

export const createGrantStore = (database: Database): GrantStore => ({
  insertCode: async (code, record) => {
    await database.insert(authorizationCodes).values({ ...record, hash: hashToken(code) })
  },

  findCode: async (code, now) => {
    const [found] = await database
      .select()
      .from(authorizationCodes)
      .where(and(eq(authorizationCodes.hash, hashToken(code)), gt(authorizationCodes.dateExpires, now)))
    return found
  },

  takeCode: async (code) => {
    const taken = await database
      .delete(authorizationCodes)
      .where(eq(authorizationCodes.hash, hashToken(code)))
      .returning({ hash: authorizationCodes.hash })
    return taken.length > 0
  },

  insertRefreshToken: async (token, record) => {
    await database.insert(refreshTokens).values({ ...record, hash: hashToken(token) })
  },

  findRefreshToken: async (token, now) => {
    const [found] = await database
      .select()
      .from(refreshTokens)
      .where(and(eq(refreshTokens.hash, hashToken(token)), gt(refreshTokens.dateExpires, now)))
    return found
  },

  takeRefreshToken: async (token) => {
    const taken = await database
      .delete(refreshTokens)
      .where(eq(refreshTokens.hash, hashToken(token)))
      .returning({ hash: refreshTokens.hash })
    return taken.length > 0
  },

  takeAssertion: async (issuer, assertionId, dateExpires) => {
    const hash = createHash('sha256')
      .update(JSON.stringify([issuer, assertionId]))
      .digest()
    const taken = await database
      .insert(usedAssertions)
      .values({ hash, dateExpires })
      .onConflictDoNothing()
      .returning({ hash: usedAssertions.hash })
    return taken.length > 0
  },

  countAttempt: async (clientId, now) => {
    const minute = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs)
    const [counted] = await database
      .insert(loginAttempts)
      .values({ clientId, minute, attempts: 1 })
      .onConflictDoUpdate({
        target: [loginAttempts.clientId, loginAttempts.minute],
        set: { attempts: sql`${loginAttempts.attempts} + 1` },
      })
      .returning({ attempts: loginAttempts.attempts })
    return counted?.attempts ?? 1
  },

  removeExpired: async (now) => {
    for (const table of [authorizationCodes, refreshTokens, loginSessions, usedAssertions])
      await database.delete(table).where(lte(table.dateExpires, now))
    await database.delete(loginAttempts).where(lte(loginAttempts.minute, new Date(now.getTime() - minuteMs)))
  },
})
