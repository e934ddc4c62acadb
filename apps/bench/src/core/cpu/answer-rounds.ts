/** Reads one client by its id. */
export type GetClient = (id: string) => Promise<{ id?: string }>

/** A round of reads: how many, and how many at once. */
export interface Round {
  readonly count: number
  readonly atOnce: number
}

/** What a round cost the process that made it. */
export interface RoundCost {
  readonly cpuMicros: number
  readonly wallMicros: number
}

/** Makes rounds of reads as the parent process asks for them, each of another client, checks every answer, and says what they cost. */
export const answerRounds = (get: GetClient): void => {
  let made = 0
  const worker = async (until: number) => {
    while (made < until) {
      const id = `c${made++}`
      const client = await get(id)
      if (client.id !== id) throw new Error(`asked for ${id}, got ${client.id}`)
    }
  }
  process.on('message', async ({ count, atOnce }: Round) => {
    const until = made + count
    const cpuBefore = process.cpuUsage()
    const began = performance.now()
    await Promise.all(Array.from({ length: atOnce }, () => worker(until)))
    const { user, system } = process.cpuUsage(cpuBefore)
    process.send?.({ cpuMicros: (user + system) / count, wallMicros: ((performance.now() - began) * 1000) / count })
  })
  process.once('disconnect', () => process.exit())
}
