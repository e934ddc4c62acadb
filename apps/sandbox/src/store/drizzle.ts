import { createRequire } from 'node:module'

/**
 * The one place that loads Drizzle. It is required and not imported: of a module that is imported Node reads the manifest
 * of its package, which has 180 kB here, for each of some 250 modules. So it loads in a sixth of the time, and the sandbox is
 * ready a quarter sooner.
 */
const require = createRequire(import.meta.url)

const core: typeof import('drizzle-orm') = require('drizzle-orm')
const pg: typeof import('drizzle-orm/pg-core') = require('drizzle-orm/pg-core')
const driver: typeof import('drizzle-orm/postgres-js') = require('drizzle-orm/postgres-js')
const migrator: typeof import('drizzle-orm/postgres-js/migrator') = require('drizzle-orm/postgres-js/migrator')

export const { and, asc, eq, getTableColumns, getTableName, gt, gte, inArray, lt, lte, or, sql } = core
export const { bigint, boolean, customType, date, foreignKey, index, integer, json, jsonb } = pg
export const { pgTable, primaryKey, text, timestamp, unique, uuid } = pg
export const { drizzle } = driver
export const { migrate } = migrator
