import type { Measure } from '../figure.ts'
import { logIn, usageOf } from './caller.ts'
import { withDataDirectory } from './data-directory.ts'
import { startLoader } from './load.ts'
import { admin, startSandboxProgram } from './sandbox-program.ts'

/** Whether each of many calls over many connections is counted, once. */
export const measureCounting: Measure = ({ quick }) =>
  withDataDirectory(async (directory) => {
    const calls = quick ? 20_000 : 200_000
    const connections = 64
    const sandbox = await startSandboxProgram(directory)
    const loader = startLoader()
    try {
      const caller = await logIn(sandbox.url)
      const { authorization } = caller
      const { statuses } = await loader.run({
        ...{ url: sandbox.url, authorization, connections, calls },
        paths: [`/api/v2/oauth/clients/${admin.clientId}`],
      })
      if (statuses[200] !== calls) throw new Error(`answers by status: ${JSON.stringify(statuses)}`)
      const rows = await usageOf(caller, admin.clientId)
      const counted = rows.find(({ templateUri }) => templateUri === 'api/v2/oauth/clients/{clientId}')
      return {
        figures: [
          {
            what: `${calls.toLocaleString('en')} calls from ${connections} connections, then a usage query`,
            peers: '',
            ours: `${counted?.requests.toLocaleString('en')} counted`,
            goal: 'exact',
            reached: counted?.requests === calls && counted.status200 === calls,
          },
        ],
        notes: '### Counting\n\nGETs of a client. The query is asked for right after the last answer.',
      }
    } finally {
      loader.end()
      await sandbox.end()
    }
  })
