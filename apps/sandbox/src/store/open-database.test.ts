import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { openDatabase } from './open-database.ts'

/** The line that a reader gets for an address, or nothing when it could be opened after all. */
const refusal = (url: string): Promise<unknown> =>
  openDatabase(url).then(
    async (database) => void (await database.close()),
    (error: unknown) => error,
  )

const listening = async (server: Server): Promise<number> => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return Number(Object(server.address()).port)
}

it.each(['nonsense', 'mysql://joe:sesame@localhost/shop', 'postgres://joe:se#same@localhost/shop', 'postgres://'])(
  'refuses %s as an address, without repeating it',
  async (url) => {
    const error = await refusal(url)

    expect(error).toMatchObject({
      kind: 'database',
      message: expect.stringContaining('DATABASE_URL is not the address'),
    })
    expect(String(error)).not.toMatch(/same|nonsense/)
  },
)

it('says in one line, without the password, that nothing listens there', async () => {
  const error = await refusal('postgres://joe:sesame@127.0.0.1:1/shop')

  expect(error).toMatchObject({
    kind: 'database',
    message: 'Cannot use postgres://joe@127.0.0.1:1/shop: nothing listens there',
  })
})

it('leaves the data of a newer sandbox alone', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  await database.sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of tomorrow', 9999999999999)`

  const error = await refusal(database.url)

  expect(error).toMatchObject({
    kind: 'database',
    message: `The data in ${database.address} are of a newer sandbox, and none for this one`,
  })
})

it.concurrent('gives up after five seconds on what never answers', async () => {
  const port = await listening(createServer())
  const start = performance.now()

  const error = await refusal(`postgres://joe:sesame@127.0.0.1:${port}/shop`)

  expect(error).toMatchObject({ message: expect.stringContaining('no Postgres answered within 5 s') })
  expect(performance.now() - start).toBeLessThan(6000)
})

it.concurrent('gives up on a server that is no Postgres', async () => {
  const port = await listening(createServer((socket) => void socket.end('220 mail ready\r\n')))

  const error = await refusal(`postgres://joe:sesame@127.0.0.1:${port}/shop`)

  expect(error).toMatchObject({ kind: 'database', message: expect.stringContaining('no Postgres answered') })
})
