import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Megabytes of heap after a collection. */
export const heapNow = (): number => {
  collect()
  return Math.round(process.memoryUsage().heapUsed / 100_000) / 10
}
