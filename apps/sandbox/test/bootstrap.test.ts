import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { bootstrap } from '../src/bootstrap.ts'
import { organizationRoles, sandboxOrganizations } from '../src/index.ts'
import { userRoles, users } from '../src/store/login-tables.ts'
import { type OpenDatabase, openDatabase } from '../src/store/open-database.ts'
import { clientRoles, clients, roles } from '../src/store/schema.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'

const start = async (): Promise<{ sandbox: TestSandbox; database: OpenDatabase }> => {
  const sandbox = await startTestSandbox()
  const database = await openDatabase(sandbox.databaseUrl, { maxConnections: 3 })
  onTestFinished(async () => {
    await database.close()
    await sandbox.close()
  })
  return { sandbox, database }
}

it('changes nothing when it is done again, also by several processes at once', async () => {
  const { sandbox, database } = await start()
  const contents = async () => [
    await database.db.select().from(roles).orderBy(roles.id),
    await database.db.select().from(users).orderBy(users.id),
    await database.db.select().from(userRoles).orderBy(userRoles.userId, userRoles.roleId),
    await database.db.select().from(clients).orderBy(clients.id),
    await database.db.select().from(clientRoles).orderBy(clientRoles.clientId, clientRoles.roleId),
  ]
  const before = await contents()

  const again = await Promise.all([bootstrap(database.db, {}), bootstrap(database.db, {})])

  expect(await contents()).toEqual(before)
  for (const { first, second } of again) {
    expect(first).toEqual({
      organizationId: sandboxOrganizations.first.id,
      clientId: sandbox.admin.clientId,
      made: false,
    })
    expect(second.made).toBe(false)
  }
})

it('takes credentials from the settings, and lets newer ones win', async () => {
  const { sandbox, database } = await start()
  const older = { clientId: randomUUID(), clientSecret: 'older' }
  const newer = { ...older, clientSecret: 'a newer: one with a colon' }

  const made = await bootstrap(database.db, { firstAdmin: older })
  const changed = await bootstrap(database.db, { firstAdmin: newer })

  expect([made.first.made, changed.first.made]).toEqual([true, false])
  const stored = await database.db.select().from(clients)
  expect((await bootstrap(database.db, { firstAdmin: newer })).first).toEqual(changed.first)
  expect(await database.db.select().from(clients)).toEqual(stored)
  await expect(sandbox.login(older)).rejects.toThrow('authentication failed')
  await expect(sandbox.login(newer)).resolves.toEqual(expect.any(String))
})

it('refuses an admin client that another organisation has', async () => {
  const { sandbox, database } = await start()

  const taking = bootstrap(database.db, { secondAdmin: sandbox.admin })

  await expect(taking).rejects.toThrow(/belongs to another organisation/)
})

it('gives roles the same ids everywhere, and each organisation its own', () => {
  const ids = Object.values(sandboxOrganizations).flatMap(({ id }) => organizationRoles(id).map((role) => role.id))

  expect(new Set(ids).size).toBe(18)
  expect(ids[0]).toBe('02c5dfce-df3b-59f0-98e4-d17f557aa509')
})
