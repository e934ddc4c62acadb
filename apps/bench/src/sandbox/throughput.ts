import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Measure, table } from '../figure.ts'
import { median, quantile } from '../statistics.ts'
import { type Caller, logIn, usageOf } from './caller.ts'
import { serverOf, withDataDirectory } from './data-directory.ts'
import { type Loader, startLoader } from './load.ts'
import { processorTime } from './processor-time.ts'
import { admin, startSandboxProgram } from './sandbox-program.ts'
import { whatHoldsIt } from './what-holds-it.ts'

/** One who answers, and whose time counts. */
interface Contender {
  readonly url: string
  readonly paths: readonly string[]
  readonly pids: readonly number[]
}

interface Round {
  readonly perSecond: number
  /** Of each process, for one call. */
  readonly micros: readonly number[]
  /** The part of the time in which the load computed. */
  readonly loaderBusy: number
}

const goal = 0.4

const startBare = async (body: string): Promise<{ child: ChildProcess; url: string }> => {
  const child = fork(fileURLToPath(new URL('bare-main.ts', import.meta.url)), [body])
  const [{ ready }] = (await once(child, 'message')) as [{ ready: string }]
  return { child, url: ready }
}

const clientPath = (id: string) => `/api/v2/oauth/clients/${id}`

/** Clients as many as a sandbox lets an organisation have; their paths. */
const makeClients = (caller: Caller, count: number): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, place) => {
      const draft = { name: `Read ${place}`, authorizedGrantType: 'CODE', scope: ['oauth:readonly'] }
      return clientPath((await caller.call<{ id: string }>('POST', '/api/v2/oauth/clients', draft)).id)
    }),
  )

const run = async (
  loader: Loader,
  { url, paths, pids }: Contender,
  load: { readonly authorization: string; readonly connections: number; readonly calls: number },
): Promise<Round> => {
  const before = await Promise.all(pids.map(processorTime))
  const { statuses, elapsedMs, cpuMs } = await loader.run({ ...load, url, paths })
  const after = await Promise.all(pids.map(processorTime))
  if (statuses[200] !== load.calls) throw new Error(`answers by status: ${JSON.stringify(statuses)}`)
  return {
    perSecond: (load.calls / elapsedMs) * 1000,
    micros: after.map((micros, place) => (micros - (before[place] ?? 0)) / load.calls),
    loaderBusy: cpuMs / elapsedMs,
  }
}

/** How many GETs of a client a second, beside a bare Fastify route that answers with the same body. */
export const measureThroughput: Measure = ({ quick }) =>
  withDataDirectory(async (directory) => {
    const sandbox = await startSandboxProgram(directory)
    const caller = await logIn(sandbox.url)
    const one = [clientPath(admin.clientId)]
    const body = await caller.call<object>('GET', clientPath(admin.clientId))
    const bare = await startBare(JSON.stringify(body))
    const loader = startLoader()
    const pids = [sandbox.pid, (await serverOf(directory)).pid]
    const contenders: Record<string, Contender> = {
      bare: { url: bare.url, paths: one, pids: [bare.child.pid ?? 0] },
      'one client': { url: sandbox.url, paths: one, pids },
      '40 clients in turn': { url: sandbox.url, paths: await makeClients(caller, 40), pids },
    }
    const rounds = quick ? 3 : 11
    const calls = 10_000
    const { authorization } = caller
    try {
      if (JSON.stringify(await (await fetch(bare.url + one[0])).json()) !== JSON.stringify(body))
        throw new Error('the bodies differ')
      const measured: Record<number, Record<string, Round[]>> = {}
      let made = 1
      for (const connections of [64, 16, 256]) {
        const taken: Record<string, Round[]> = {}
        measured[connections] = taken
        for (let round = connections === 64 ? -4 : -1; round < (connections === 64 ? rounds : 3); round++)
          for (const [name, contender] of Object.entries(contenders)) {
            const done = await run(loader, contender, { authorization, connections, calls })
            if (name !== 'bare') made += calls
            // The first rounds warm everything up.
            if (round >= 0) taken[name] = [...(taken[name] ?? []), done]
          }
      }
      const counted = (await usageOf(caller, admin.clientId)).find(
        ({ templateUri }) => templateUri === 'api/v2/oauth/clients/{clientId}',
      )
      if (counted?.requests !== made) throw new Error(`${made} calls were made and ${counted?.requests} counted`)
      return sectionOf(measured, rounds, calls, JSON.stringify(body).length)
    } finally {
      loader.end()
      bare.child.kill()
      await sandbox.end()
    }
  })

const sectionOf = (
  measured: Readonly<Record<number, Readonly<Record<string, readonly Round[]>>>>,
  rounds: number,
  calls: number,
  bytes: number,
) => {
  const of = (connections: number, name: string) => measured[connections]?.[name] ?? []
  const ratios = (connections: number, name: string) =>
    of(connections, name).map(({ perSecond }, round) => perSecond / (of(connections, 'bare')[round]?.perSecond ?? 0))
  const perSecond = (connections: number, name: string) =>
    Math.round(median(of(connections, name).map((each) => each.perSecond)))
  const micros = (connections: number, name: string, place: number) =>
    median(of(connections, name).map((each) => each.micros[place] ?? 0))
  const ratio = median(ratios(64, 'one client'))
  const lines = Object.entries(measured).flatMap(([connections, taken]) =>
    Object.keys(taken).map((name) => {
      const count = Number(connections)
      const found = ratios(count, name)
      return [
        connections,
        name,
        perSecond(count, name).toLocaleString('en'),
        name === 'bare'
          ? ''
          : `${median(found).toFixed(2)} (${quantile(found, 0.25).toFixed(2)}–${quantile(found, 0.75).toFixed(2)})`,
        micros(count, name, 0).toFixed(0),
        name === 'bare' ? '' : micros(count, name, 1).toFixed(0),
        `${(median(of(count, name).map(({ loaderBusy }) => loaderBusy)) * 100).toFixed(0)} %`,
      ]
    }),
  )
  return {
    figures: [
      {
        what: 'GET client: authenticated, permission-checked, rate-counted, usage-counted; 64 connections',
        peers: `${perSecond(64, 'bare').toLocaleString('en')} a second (bare Fastify route, same body)`,
        ours: `${perSecond(64, 'one client').toLocaleString('en')} a second, ${ratio.toFixed(2)} ×`,
        goal: `≥ ${goal} ×`,
        reached: ratio >= goal,
      },
    ],
    notes: [
      '### GET client',
      '',
      table(
        ['connections', '', 'a second', 'of bare (quartiles)', 'its CPU, µs', 'CPU of Postgres, µs', 'load busy'],
        lines,
      ),
      '',
      `The program as it comes, on its embedded Postgres; a bare Fastify route that answers with the same ${bytes} bytes; and the load, undici, in`,
      `a process each. ${rounds} interleaved rounds of ${calls.toLocaleString('en')} calls by 64 connections after 4 to warm up, 3 by the others; medians. Ratios`,
      'are those of neighbouring rounds. CPU is for one call, user and system; where the load is busy all the time it is what',
      'holds the figure. Every answer is a 200, and the usage query in the end counts every call.',
      '',
      whatHoldsIt,
    ].join('\n'),
  }
}
