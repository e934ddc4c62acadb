import { foreignKey, index, integer, pgTable, primaryKey, text, timestamp, unique, uuid } from './drizzle.ts'
import { bytes, clients, organizations, roles } from './schema.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' }).notNull()

/** The people who sign in. `passwordHash` is a salted scrypt hash. */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    email: text('email').notNull(),
    name: text('name').notNull(),
    department: text('department').notNull(),
    title: text('title').notNull(),
    passwordHash: text('password_hash').notNull(),
  },
  (table) => [unique().on(table.organizationId, table.email), unique().on(table.organizationId, table.id)],
)

/** The roles of a user; a user holds them in all divisions. */
export const userRoles = pgTable(
  'user_roles',
  {
    organizationId: uuid('organization_id').notNull(),
    userId: uuid('user_id').notNull(),
    roleId: uuid('role_id').notNull(),
  },
  (table) => [
    primaryKey({ name: 'user_roles_pk', columns: [table.userId, table.roleId] }),
    foreignKey({
      name: 'user_roles_user_fk',
      columns: [table.organizationId, table.userId],
      foreignColumns: [users.organizationId, users.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'user_roles_role_fk',
      columns: [table.organizationId, table.roleId],
      foreignColumns: [roles.organizationId, roles.id],
    }),
  ],
)

/** Who is signed in with a browser, by the SHA-256 of its cookie. */
export const loginSessions = pgTable(
  'login_sessions',
  {
    hash: bytes('hash').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    userId: uuid('user_id').notNull(),
    dateExpires: instant('date_expires'),
  },
  (table) => [
    foreignKey({
      name: 'login_sessions_user_fk',
      columns: [table.organizationId, table.userId],
      foreignColumns: [users.organizationId, users.id],
    }).onDelete('cascade'),
    index().on(table.dateExpires),
  ],
)

/** Authorization codes by their SHA-256; `organizationId` is that of the user, the client may be of another. */
export const authorizationCodes = pgTable(
  'authorization_codes',
  {
    hash: bytes('hash').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    userId: uuid('user_id').notNull(),
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    redirectUri: text('redirect_uri').notNull(),
    codeChallenge: text('code_challenge'),
    scope: text('scope').array().notNull(),
    dateExpires: instant('date_expires'),
  },
  (table) => [
    foreignKey({
      name: 'authorization_codes_user_fk',
      columns: [table.organizationId, table.userId],
      foreignColumns: [users.organizationId, users.id],
    }).onDelete('cascade'),
    index().on(table.clientId),
    index().on(table.dateExpires),
  ],
)

/** Refresh tokens by their SHA-256; a used one is gone. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    hash: bytes('hash').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    userId: uuid('user_id').notNull(),
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    scope: text('scope').array().notNull(),
    dateExpires: instant('date_expires'),
  },
  (table) => [
    foreignKey({
      name: 'refresh_tokens_user_fk',
      columns: [table.organizationId, table.userId],
      foreignColumns: [users.organizationId, users.id],
    }).onDelete('cascade'),
    index().on(table.clientId),
    index().on(table.dateExpires),
  ],
)

/** SAML assertions that were taken, by the SHA-256 of issuer and id, until they would have expired anyway. */
export const usedAssertions = pgTable(
  'used_assertions',
  { hash: bytes('hash').primaryKey(), dateExpires: instant('date_expires') },
  (table) => [index().on(table.dateExpires)],
)

/** How often a client asked the login host for a token within a minute. */
export const loginAttempts = pgTable(
  'login_attempts',
  {
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    minute: instant('minute'),
    attempts: integer('attempts').notNull(),
  },
  (table) => [
    primaryKey({ name: 'login_attempts_pk', columns: [table.clientId, table.minute] }),
    index().on(table.minute),
  ],
)
