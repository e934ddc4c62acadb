// The load: a process of its own that calls as often as its parent asks, and says what it got and how long it took.
import { Pool } from 'undici'
import type { Load, Loaded } from './load.ts'

const run = async ({ url, paths, authorization, connections, calls }: Load): Promise<Loaded> => {
  const pool = new Pool(url, { connections })
  const statuses: Record<number, number> = {}
  let made = 0
  const worker = async () => {
    while (made < calls) {
      const path = paths[made++ % paths.length] ?? '/'
      const { statusCode, body } = await pool.request({ path, method: 'GET', headers: { authorization } })
      await body.dump()
      statuses[statusCode] = (statuses[statusCode] ?? 0) + 1
    }
  }
  const before = process.cpuUsage()
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  const elapsedMs = performance.now() - began
  const { user, system } = process.cpuUsage(before)
  await pool.close()
  return { statuses, elapsedMs, cpuMs: (user + system) / 1000 }
}

process.on('message', async (load: Load) => process.send?.(await run(load)))
process.once('disconnect', () => process.exit())
