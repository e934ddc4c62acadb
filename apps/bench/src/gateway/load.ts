import { Pool } from 'undici'

/** One request as a contender takes it. */
export interface Ask {
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly body?: string
}

/** What a round took. */
export interface Load {
  readonly seconds: number
  /** Milliseconds of each request, in no order. */
  readonly latencies: readonly number[]
}

/** How a round asks. */
export interface LoadPlan {
  readonly requests: number
  readonly connections: number
  /** The token of the requests of a connection, by its index. */
  readonly tokenOf: (connection: number) => string
  /** Throws when an answer is wrong; told of one answer in a hundred, and of every status. */
  readonly check: (status: number, body: string) => void
}

/** Asks from as many connections as planned, each one request after another. */
export const load = async (url: string, ask: Ask, plan: LoadPlan): Promise<Load> => {
  const { requests, connections, tokenOf, check } = plan
  const pool = new Pool(url, { connections, pipelining: 1 })
  const latencies: number[] = []
  let left = requests
  const reader = async (connection: number) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(connection)}` }
    while (left-- > 0) {
      const began = performance.now()
      const { statusCode, body } = await pool.request({ ...ask, headers })
      const bytes = await body.arrayBuffer()
      latencies.push(performance.now() - began)
      if (statusCode !== 200 || latencies.length % 100 === 1) check(statusCode, Buffer.from(bytes).toString())
    }
  }
  const began = performance.now()
  try {
    await Promise.all(Array.from({ length: connections }, (_, connection) => reader(connection)))
  } finally {
    await pool.close()
  }
  return { seconds: (performance.now() - began) / 1000, latencies }
}
