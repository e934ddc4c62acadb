import { bootstrap } from './bootstrap.ts'
import type { Sandbox, SandboxOptions } from './create-sandbox.ts'
import { createServer } from './create-server.ts'
import { createSecret } from './login/secret.ts'
import { sandboxOrganizations } from './organizations.ts'
import { seed } from './seed/seed.ts'
import type { Credentials } from './settings.ts'
import { namedId } from './store/named-id.ts'
import type { OpenDatabase } from './store/open-database.ts'
import { createTestClient } from './testing/create-test-client.ts'
import { logIn } from './testing/log-in.ts'

/** Serves from a database that is up to date. Closing closes the database as well. */
export const runSandbox = async (
  database: OpenDatabase,
  databaseUrl: string,
  { host = '127.0.0.1', port = 0, settings, seed: wanted = false, clock, random }: SandboxOptions,
): Promise<Omit<Sandbox, typeof Symbol.asyncDispose>> => {
  const admin = settings?.firstAdmin ?? newAdmin('first')
  const second = settings?.secondAdmin ?? newAdmin('second')
  const options = { ...(settings && { settings }), ...(clock && { clock }), ...(random && { random }) }
  const creating = createServer({ database: database.db, ...options })
  const close = async () => {
    await creating.then((sandbox) => sandbox.close())
    await database.close()
  }
  try {
    const [sandbox] = await Promise.all([creating, bootstrap(database.db, { firstAdmin: admin, secondAdmin: second })])
    if (wanted !== false) await seed(database, { today: clock?.now() ?? new Date(), ...(wanted !== true && wanted) })
    const url = await sandbox.listen({ host, port })
    return {
      ...{ url, databaseUrl, admin, second, close },
      control: sandbox.control,
      login: (credentials = admin) => logIn(url, credentials),
      clientWith: (permissions, organization = 'first') =>
        createTestClient(database.db, sandboxOrganizations[organization].id, permissions),
    }
  } catch (error) {
    await close().catch(() => database.abort())
    throw error
  }
}

const newAdmin = (organization: 'first' | 'second'): Credentials => ({
  clientId: namedId(sandboxOrganizations[organization].id, 'Admin Client'),
  clientSecret: createSecret(),
})
