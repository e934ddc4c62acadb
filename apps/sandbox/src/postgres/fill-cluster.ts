import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { freePort } from './free-port.ts'
import type { Cluster } from './initialize-cluster.ts'
import { serverUrl } from './server-url.ts'
import { type Server, startServer } from './start-server.ts'

/** What a throw-away Postgres has in it from the start. It is filled once, and a copy of that is kept for later ones. */
export interface Filling {
  /** Tells one filling from another, on this machine. */
  readonly key: string
  /** Fills the database at this address, and closes what it opened. */
  fill(url: string): Promise<void>
}

/** Fills a cluster that nothing runs on. Errors with what the filling errors with, or with `EmbeddedPostgresError`. */
export const fillCluster = async (cluster: Cluster, { fill }: Filling): Promise<void> => {
  const { port, stop } = await start(cluster)
  try {
    await fill(serverUrl(port))
  } finally {
    await stop()
  }
}

const attempts = 5

/** Another process may take a port that was free. */
const start = async (cluster: Cluster): Promise<Server & { readonly port: number }> => {
  let refusal = ''
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = await freePort()
    const server = await startServer(cluster, port)
    if (!('refusal' in server)) return { ...server, port }
    refusal = server.refusal
  }
  throw new EmbeddedPostgresError(`Postgres did not start in ${cluster.directory}`, { cause: refusal })
}
