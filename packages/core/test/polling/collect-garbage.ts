import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Bytes in use after all garbage is collected. */
export const heapInUse = (): number => {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
