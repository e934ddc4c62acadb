import { setTimeout as sleep } from 'node:timers/promises'
import type { Measure } from '../figure.ts'
import { logIn, usageOf } from './caller.ts'
import { withDataDirectory } from './data-directory.ts'
import { type Loaded, startLoader } from './load.ts'
import { admin, startSandboxProgram } from './sandbox-program.ts'

const limit = 20_000

/** Whether two processes on one database hold a token to one limit and count as one. */
export const measureTwins: Measure = ({ quick }) =>
  withDataDirectory(async (directory) => {
    const each = quick ? 12_000 : 30_000
    const settings = { SANDBOX_TOKEN_PER_MINUTE: String(limit) }
    const owner = await startSandboxProgram(directory, settings)
    const guest = await startSandboxProgram(directory, settings)
    const loaders = [startLoader(), startLoader()] as const
    try {
      const { authorization } = await logIn(owner.url)
      const began = performance.now()
      const loads = await Promise.all(
        [owner, guest].map(({ url }, place) =>
          loaders[place === 0 ? 0 : 1].run({
            ...{ url, authorization, connections: 32, calls: each },
            paths: ['/api/v2/oauth/scopes/users'],
          }),
        ),
      )
      const elapsedMs = performance.now() - began
      if (elapsedMs > 55_000) throw new Error('the calls took more than a minute')
      const answers = (status: number) => loads.reduce((sum, load: Loaded) => sum + (load.statuses[status] ?? 0), 0)
      // Counts of the other process come after the time between two writes.
      await sleep(1000)
      const seen = await Promise.all(
        [owner, guest].map(async ({ url }) => {
          const rows = await usageOf(await logIn(url), admin.clientId)
          return rows.find(({ templateUri }) => templateUri === 'api/v2/oauth/scopes/{scopeId}')
        }),
      )
      const isCounted = seen.every(
        (row) => row?.requests === 2 * each && row.status200 === limit && row.status429 === 2 * each - limit,
      )
      return {
        figures: [
          {
            what: `two processes on one database, ${(2 * each).toLocaleString('en')} calls of a token with a limit of ${limit.toLocaleString('en')}`,
            peers: '',
            ours: `${answers(200).toLocaleString('en')} served, ${answers(429).toLocaleString('en')} refused; ${seen.map((row) => row?.requests.toLocaleString('en')).join(' and ')} counted`,
            goal: 'exact',
            reached: answers(200) === limit && answers(429) === 2 * each - limit && isCounted,
          },
        ],
        notes: `### Two processes\n\nGETs of a scope, 32 connections to each, all within a minute (${(elapsedMs / 1000).toFixed(1)} s); both are asked for usage a second later.`,
      }
    } finally {
      for (const loader of loaders) loader.end()
      await guest.end()
      await owner.end()
    }
  })
