import type { UsageRow, UsageSelection } from '../usage/selection.ts'
import {
  bigint,
  boolean,
  customType,
  date,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
  unique,
  uuid,
} from './drizzle.ts'
import type { ExecutionOutcome } from './usage-executions.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
/** Postgres' bytea. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })
const noTexts = sql`'{}'::text[]`
const count = (name: string) => bigint(name, { mode: 'number' }).notNull().default(0)

/** Whoever owns everything below; nothing is ever read or written across two of them. */
export const organizations = pgTable('organizations', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
})

/** Parts of an organisation; the one that `isHome` is where everything is that nobody put elsewhere. */
export const divisions = pgTable(
  'divisions',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text('name').notNull(),
    isHome: boolean('is_home').notNull().default(false),
  },
  (table) => [unique().on(table.organizationId, table.name)],
)

/** What a client-credentials client may hold; `permissions` are names such as `oauth:client:view`. */
export const roles = pgTable(
  'roles',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text('name').notNull(),
    permissions: text('permissions').array().notNull(),
  },
  (table) => [unique().on(table.organizationId, table.name), unique().on(table.organizationId, table.id)],
)

/** OAuth clients. `secretHash` is a salted scrypt hash, null for a grant type that has no secret. */
export const clients = pgTable(
  'clients',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text('name').notNull(),
    description: text('description'),
    authorizedGrantType: text('authorized_grant_type').notNull(),
    accessTokenValiditySeconds: bigint('access_token_validity_seconds', { mode: 'number' }).notNull(),
    registeredRedirectUri: text('registered_redirect_uri').array().notNull().default(noTexts),
    scope: text('scope').array().notNull().default(noTexts),
    state: text('state').notNull().default('active'),
    secretHash: text('secret_hash'),
    dateToDelete: instant('date_to_delete'),
    dateCreated: instant('date_created').notNull(),
    dateModified: instant('date_modified').notNull(),
    createdBy: uuid('created_by'),
    modifiedBy: uuid('modified_by'),
  },
  (table) => [
    unique().on(table.organizationId, table.id),
    index().on(table.dateToDelete).where(sql`${table.dateToDelete} is not null`),
  ],
)

/** The roles of a client, each in a division; `*` stands for all divisions. */
export const clientRoles = pgTable(
  'client_roles',
  {
    organizationId: uuid('organization_id').notNull(),
    clientId: uuid('client_id').notNull(),
    roleId: uuid('role_id').notNull(),
    divisionId: text('division_id').notNull(),
  },
  (table) => [
    primaryKey({ name: 'client_roles_pk', columns: [table.clientId, table.roleId, table.divisionId] }),
    foreignKey({
      name: 'client_roles_client_fk',
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'client_roles_role_fk',
      columns: [table.organizationId, table.roleId],
      foreignColumns: [roles.organizationId, roles.id],
    }),
  ],
)

/**
 * Access tokens by their SHA-256; `userId` and `scope` are empty for a token that has no user. `organizationId` is that of
 * the user; the client may be of another.
 */
export const tokens = pgTable(
  'tokens',
  {
    hash: bytes('hash').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    userId: text('user_id').notNull().default(''),
    scope: text('scope').array().notNull().default(noTexts),
    dateIssued: instant('date_issued').notNull(),
    dateExpires: instant('date_expires').notNull(),
  },
  (table) => [index().on(table.clientId), index().on(table.dateExpires)],
)

/**
 * The minute in which a token was last used, from its first call on, and how many calls it had in it. Unlogged, see the
 * migration: counting costs no write to the disk, and a crash of Postgres forgets the minute.
 */
export const tokenMinutes = pgTable(
  'token_minutes',
  {
    hash: bytes('hash').primaryKey(),
    dateStarted: instant('date_started').notNull(),
    calls: integer('calls').notNull(),
  },
  (table) => [index().on(table.dateStarted)],
)

/** What an organisation, the resource owner, lets a client do, which may be that of another. */
export const authorizations = pgTable(
  'authorizations',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    scope: text('scope').array().notNull().default(noTexts),
    roles: text('roles').array().notNull().default(noTexts),
    state: text('state').notNull(),
    pending: boolean('pending').notNull(),
    dateCreated: instant('date_created').notNull(),
    dateModified: instant('date_modified').notNull(),
    createdBy: uuid('created_by'),
    modifiedBy: uuid('modified_by'),
  },
  (table) => [
    primaryKey({ name: 'authorizations_pk', columns: [table.organizationId, table.clientId] }),
    index().on(table.clientId),
  ],
)

/** Calls served, added up per UTC day. `templateUri` has no leading slash; status 429 is counted in `status400` too. */
export const usageCounts = pgTable(
  'usage_counts',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    clientId: uuid('client_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    userId: text('user_id').notNull().default(''),
    templateUri: text('template_uri').notNull(),
    httpMethod: text('http_method').notNull(),
    status200: count('status200'),
    status300: count('status300'),
    status400: count('status400'),
    status500: count('status500'),
    status429: count('status429'),
    requests: count('requests'),
  },
  (table) => [
    primaryKey({
      name: 'usage_counts_pk',
      columns: [table.organizationId, table.clientId, table.day, table.userId, table.templateUri, table.httpMethod],
    }),
  ],
)

/**
 * Usage queries and summaries, running until `dateReady`; `results` is filled by the first look after that. `outcome`
 * is `completes`, `fails` or `never ends`.
 */
export const usageExecutions = pgTable(
  'usage_executions',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    clientId: uuid('client_id').notNull(),
    selection: jsonb('selection').$type<UsageSelection>().notNull(),
    dateReady: instant('date_ready').notNull(),
    dateExpires: instant('date_expires').notNull(),
    // As text: nobody asks Postgres what is in it, and to take it apart took most of the time of a query.
    results: json('results').$type<UsageRow[]>(),
    outcome: text('outcome').$type<ExecutionOutcome>().notNull().default('completes'),
  },
  (table) => [
    foreignKey({
      name: 'usage_executions_client_fk',
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }).onDelete('cascade'),
    index().on(table.dateExpires),
  ],
)
