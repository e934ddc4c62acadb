import { setTimeout as sleep } from 'node:timers/promises'
import { type Measure, table } from '../figure.ts'
import { seeded } from '../random.ts'
import { median } from '../statistics.ts'
import { type Caller, logIn, usageOf } from './caller.ts'
import { serverOf, withDataDirectory } from './data-directory.ts'
import { disturb, type Ledger } from './disturb.ts'
import { admin, startSandboxProgram } from './sandbox-program.ts'

const lateMostMs = 1000
const restartMostMs = 1000

/** What one kill did. */
interface Loss {
  readonly withPostgres: boolean
  readonly restartMs: number
  readonly written: number
  readonly lostWrites: number
  readonly answered: number
  readonly lostCounts: number
  /** From the first answer whose call is not counted to the kill. */
  readonly lostMs: number
}

const countedCalls = async (caller: Caller): Promise<number> =>
  (await usageOf(caller, admin.clientId)).find(({ templateUri }) => templateUri === 'api/v2/oauth/scopes/{scopeId}')
    ?.requests ?? 0

/** Of the acknowledged clients, those that are gone or do not take their acknowledged secret. */
const lostIn = async (caller: Caller, { secrets }: Ledger): Promise<number> => {
  const { entities } = await caller.call<{ entities: { id: string }[] }>('GET', '/api/v2/oauth/clients')
  const there = new Set(entities.map(({ id }) => id))
  let lost = 0
  for (const [clientId, clientSecret] of secrets) {
    const isKept =
      there.has(clientId) &&
      (clientSecret === undefined ||
        (await logIn(caller.url, { clientId, clientSecret }).then(
          () => true,
          () => false,
        )))
    if (!isKept) lost++
  }
  return lost
}

/** Kills the sandbox at work, every other time with its Postgres, and counts what is missing when it is there again. */
export const measureKills: Measure = ({ quick }) =>
  withDataDirectory(async (directory) => {
    const random = seeded(1)
    const settings = { SANDBOX_CLIENT_CAP: '1000000' }
    const losses: Loss[] = []
    let program = await startSandboxProgram(directory, settings)
    try {
      let caller = await logIn(program.url)
      const path = '/api/v2/authorization/roles?name=Employee'
      const roleId = (await caller.call<{ entities: { id: string }[] }>('GET', path)).entities[0]?.id ?? ''
      for (let kill = 0; kill < (quick ? 4 : 20); kill++) {
        const withPostgres = kill % 2 === 1
        const ledger: Ledger = { secrets: new Map(), sent: 0, answeredAt: [] }
        const before = await countedCalls(caller)
        const disturbed = disturb(caller, roleId, ledger)
        await sleep(1200 + random() * 800)
        const { pid } = await serverOf(directory)
        const killedAt = performance.now()
        const ended = program.end('SIGKILL')
        if (withPostgres) process.kill(pid, 'SIGKILL')
        await Promise.all([ended, disturbed])
        program = await startSandboxProgram(directory, settings)
        caller = await logIn(program.url)
        const counted = (await countedCalls(caller)) - before
        if (counted > ledger.sent) throw new Error(`${counted} calls are counted of ${ledger.sent} that were made`)
        const lostSince = ledger.answeredAt[counted]
        losses.push({
          withPostgres,
          restartMs: program.readyMs,
          written: ledger.secrets.size,
          lostWrites: await lostIn(caller, ledger),
          answered: ledger.answeredAt.length,
          lostCounts: Math.max(0, ledger.answeredAt.length - counted),
          lostMs: lostSince === undefined ? 0 : Math.max(0, killedAt - lostSince),
        })
      }
      return sectionOf(losses)
    } finally {
      await program.end()
    }
  })

const sectionOf = (losses: readonly Loss[]) => {
  const sum = (field: 'written' | 'lostWrites' | 'answered' | 'lostCounts') =>
    losses.reduce((total, loss) => total + loss[field], 0)
  const lostMs = Math.max(...losses.map((loss) => loss.lostMs))
  const restarts = losses.map(({ restartMs }) => restartMs)
  const lines = [false, true].map((withPostgres) => {
    const some = losses.filter((loss) => loss.withPostgres === withPostgres)
    const of = (field: 'restartMs' | 'lostMs' | 'lostCounts') => some.map((loss) => loss[field])
    return [
      withPostgres ? 'and its Postgres' : 'the process',
      String(some.length),
      `${median(of('lostCounts')).toFixed(0)}, ${Math.max(...of('lostCounts'))}`,
      `${median(of('lostMs')).toFixed(0)}, ${Math.max(...of('lostMs')).toFixed(0)}`,
      `${median(of('restartMs')).toFixed(0)}, ${Math.max(...of('restartMs')).toFixed(0)}`,
    ]
  })
  return {
    figures: [
      {
        what: `kill -9 at work, ${losses.length} times: acknowledged writes of clients and secrets lost`,
        peers: '',
        ours: `${sum('lostWrites')} of ${sum('written').toLocaleString('en')}`,
        goal: 'none',
        reached: sum('lostWrites') === 0,
      },
      {
        what: 'counts lost by it',
        peers: '',
        ours: `${sum('lostCounts').toLocaleString('en')} of ${sum('answered').toLocaleString('en')}, all of the last ${lostMs.toFixed(0)} ms`,
        goal: 'at most the last 1 s',
        reached: lostMs <= lateMostMs,
      },
      {
        what: 'restart after it, from the start of the process to listening',
        peers: '',
        ours: `median ${median(restarts).toFixed(0)} ms, worst ${Math.max(...restarts).toFixed(0)} ms`,
        goal: '≤ 1 s',
        reached: Math.max(...restarts) <= restartMostMs,
      },
    ],
    notes: [
      '### Kills',
      '',
      table(
        ['killed', 'times', 'counts lost: median, most', 'ms lost: median, most', 'restart, ms: median, worst'],
        lines,
      ),
      '',
      '60 connections make calls that are counted and 4 make clients and give them new secrets, as fast as they are answered; the kill comes',
      'after 1.2 to 2 s. Then every client that was acknowledged must be there and take its acknowledged secret; where the new secret was',
      'asked for and the answer never came, it must be there. Counts must be no fewer than answers, but for those lost, and no more than calls.',
    ].join('\n'),
  }
}
