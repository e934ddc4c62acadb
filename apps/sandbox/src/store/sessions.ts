import { hashToken } from '../login/access-token.ts'
import type { Database } from './database.ts'
import { and, eq, gt } from './drizzle.ts'
import { loginSessions, users } from './login-tables.ts'
import type { UserRecord } from './users.ts'

export interface SessionStore {
  start(cookie: string, user: UserRecord, dateExpires: Date): Promise<void>
  /** Who is signed in. The cookie is all that there is, so no organisation is named. */
  findUser(cookie: string, now: Date): Promise<UserRecord | undefined>
  end(cookie: string): Promise<void>
}

export const createSessionStore = (database: Database): SessionStore => ({
  start: async (cookie, { organizationId, id: userId }, dateExpires) => {
    await database.insert(loginSessions).values({ hash: hashToken(cookie), organizationId, userId, dateExpires })
  },

  findUser: async (cookie, now) => {
    const [found] = await database
      .select({ user: users })
      .from(loginSessions)
      .innerJoin(users, eq(users.id, loginSessions.userId))
      .where(and(eq(loginSessions.hash, hashToken(cookie)), gt(loginSessions.dateExpires, now)))
    return found?.user
  },

  end: async (cookie) => {
    await database.delete(loginSessions).where(eq(loginSessions.hash, hashToken(cookie)))
  },
})
