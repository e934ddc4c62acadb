import { expect, it, onTestFinished } from 'vitest'
import { bootstrap } from '../bootstrap.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { seed } from './seed.ts'

const today = new Date('2026-03-11T15:30:00Z')

const bootstrapped = async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  await bootstrap(database.db, {})
  return database
}

type Database = Awaited<ReturnType<typeof bootstrapped>>

const digest = ({ sql }: Database) => sql`
  select (select md5(string_agg(c::text, '' order by id)) from clients c where name <> 'Admin Client') as clients,
         (select md5(string_agg(a::text, '' order by client_id)) from authorizations a) as authorizations,
         (select md5(string_agg(u::text, '' order by u)) from usage_counts u) as usage`

it('stores the same rows in every database', async () => {
  const [one, other] = [await bootstrapped(), await bootstrapped()]

  const reports = await Promise.all([seed(one, { today }), seed(other, { today })])

  expect(reports[0]).toEqual(reports[1])
  expect(await digest(one)).toEqual(await digest(other))
})

it('changes nothing the second time, on another day too', async () => {
  const database = await bootstrapped()
  await seed(database, { today })
  const before = await digest(database)

  const report = await seed(database, { today: new Date('2026-04-01T00:00:00Z') })

  expect(report).toEqual({ clients: 0, authorizations: 0, requests: 0 })
  expect(await digest(database)).toEqual(before)
})

it('is done once when two processes seed at the same time', async () => {
  const database = await bootstrapped()

  const reports = await Promise.all([1, 2].map(() => seed(database, { today, organization: 'second' })))

  expect(reports.map(({ clients }) => clients).toSorted()).toEqual([0, 5])
})

it('fills both organisations with clients of every grant type and state, and traffic that adds up', async () => {
  const database = await bootstrapped()

  await seed(database, { today })

  const [totals] = await database.sql`
    select min(day)::text as first, max(day)::text as last, sum(requests)::int as requests, sum(status200)::int as status200,
           sum(status300)::int as status300, sum(status400)::int as status400, sum(status429)::int as status429,
           sum(status500)::int as status500, count(distinct client_id)::int as clients,
           count(distinct nullif(user_id, ''))::int as users, count(distinct template_uri)::int as templates,
           count(*) filter (where requests <> status200 + status300 + status400 + status500 or status429 > status400
             or least(status200, status300, status400, status429, status500) < 0)::int as impossible
      from usage_counts`
  const kinds = await database.sql`
    select o.name as organization, authorized_grant_type as "grantType", state, count(*)::int as clients
      from clients c join organizations o on o.id = organization_id
     group by 1, 2, 3 order by 1, 2, 3`
  const decisions = await database.sql`select state, count(*)::int from authorizations group by 1 order by 1`
  expect(totals).toMatchInlineSnapshot(`
    {
      "clients": 36,
      "first": "2025-12-11",
      "impossible": 0,
      "last": "2026-03-10",
      "requests": 2402600,
      "status200": 2329306,
      "status300": 21516,
      "status400": 46252,
      "status429": 7063,
      "status500": 5526,
      "templates": 63,
      "users": 12,
    }
  `)
  expect(kinds.map((row) => Object.values(row).join(' '))).toMatchInlineSnapshot(`
    [
      "Harbor Line Support CLIENT-CREDENTIALS active 24",
      "Harbor Line Support CLIENT-CREDENTIALS disabled 1",
      "Harbor Line Support CLIENT-CREDENTIALS inactive 3",
      "Harbor Line Support CODE active 7",
      "Harbor Line Support CODE inactive 1",
      "Harbor Line Support PASSWORD active 1",
      "Harbor Line Support SAML2-BEARER active 2",
      "Harbor Line Support TOKEN active 2",
      "Second Street Clinic CLIENT-CREDENTIALS active 4",
      "Second Street Clinic CODE active 1",
      "Second Street Clinic SAML2-BEARER active 1",
    ]
  `)
  expect(decisions.map((row) => Object.values(row).join(' '))).toMatchInlineSnapshot(`
    [
      "Authorized 6",
      "Requested 3",
      "Revoked 1",
    ]
  `)
})

it('gives weekdays more traffic than weekends, and the busiest client to whoever came first', async () => {
  const database = await bootstrapped()

  await seed(database, { today, organization: 'first' })

  const [days] = await database.sql`
    select avg(requests) filter (where extract(isodow from day) < 6) as weekday,
           avg(requests) filter (where extract(isodow from day) > 5) as weekend
      from (select day, sum(requests) as requests from usage_counts group by day) d`
  const [busiest] = await database.sql`
    select name from usage_counts join clients on id = client_id group by id order by sum(requests) desc limit 1`
  const [oldest] = await database.sql`select name from clients order by date_created limit 1`
  expect(Number(days?.weekday)).toBeGreaterThan(1.5 * Number(days?.weekend))
  expect(busiest).toEqual(oldest)
})
