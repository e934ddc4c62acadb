import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import type { SandboxServer } from '../create-server.ts'
import type { Invocation } from './command.ts'
import { credentialsNotice } from './credentials-notice.ts'
import { listen } from './listen.ts'
import { openStorage, type Storage } from './storage.ts'

/** Serves until somebody asks it to stop, or its Postgres ends; a parent that it has a channel to hears when it is ready. */
export const runStart = async ({ config, flags, print, remark, stopRequested }: Invocation): Promise<number> => {
  // Whoever asks while it still starts does not wait: the embedded Postgres ends with this process.
  const sandbox = await Promise.race([start(config, { withSeed: flags.seed === true, print }), stopRequested])
  if (!sandbox) return 0
  process.send?.({ ready: sandbox.url })
  const loss = await Promise.race([stopRequested, sandbox.lost])
  if (loss) remark(loss)
  await sandbox.stop()
  return loss ? 1 : 0
}

/** A sandbox that listens. */
interface RunningSandbox {
  readonly url: string
  /** Settles, with the reason for the reader, when an embedded Postgres has ended that we did not stop. */
  readonly lost: Promise<string>
  /** Lets requests in flight end, 3 s at most, stores what is counted and stops the embedded Postgres. */
  stop(): Promise<void>
}

const drainMs = 3000
// Loading the server blocks this process: Postgres is to be under way by then, and starts meanwhile.
const headStartMs = 100

/** Opens the database, makes what is missing in it, listens, and tells the reader where and as whom. */
const start = async (
  config: Config,
  { withSeed, print }: { withSeed: boolean; print: (text: string) => void },
): Promise<RunningSandbox> => {
  const opening = openStorage(config)
  await Promise.race([opening, sleep(headStartMs)])
  const { createServer } = await import('../create-server.ts')
  const storage = await opening
  try {
    const { bootstrap } = await import('../bootstrap.ts')
    const admins = await bootstrap(storage.db, config.settings)
    // At once: a secret that was made is not to be had again, whatever fails after this.
    const { firstAdmin, secondAdmin } = config.settings
    print(credentialsNotice(admins, { first: Boolean(firstAdmin), second: Boolean(secondAdmin) }))
    const { seedInSight } = await import('./seed.ts')
    if (withSeed) await seedInSight(storage, print, { organization: 'both' })
    const sandbox = await createServer({ database: storage.db, settings: config.settings })
    await serveControl(sandbox, config, print)
    const url = await listen(sandbox, config)
    print(`Data: ${storage.place}\nReady at ${url}`)
    return { url, lost: storage.lost, stop: () => stop(sandbox, storage) }
  } catch (error) {
    await storage.close()
    throw error
  }
}

/** On a port of its own, where one is set; ends with the sandbox. */
const serveControl = async (
  sandbox: SandboxServer,
  { host, control }: Config,
  print: (text: string) => void,
): Promise<void> => {
  if (!control) return
  const { createControlServer } = await import('../control/serve-control.ts')
  const logger = { level: 'error', stream: process.stderr }
  const server = createControlServer({ control: sandbox.control, token: control.token, logger })
  sandbox.addHook('onClose', () => server.close())
  try {
    print(`Control at ${await listen(server, { host, port: control.port }, 'SANDBOX_CONTROL_PORT')}`)
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

const stop = async (sandbox: FastifyInstance, storage: Storage): Promise<void> => {
  const closed = sandbox.close()
  // A connection that its client keeps alive is idle only once its request has ended.
  const sweep = setInterval(() => sandbox.server.closeIdleConnections(), 20)
  try {
    await Promise.race([closed, sleep(drainMs)])
    sandbox.server.closeAllConnections()
    await Promise.race([closed, sleep(drainMs)])
  } finally {
    clearInterval(sweep)
    await storage.close()
  }
}
