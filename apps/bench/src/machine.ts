import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'

/** One sentence about what this runs on. */
export const describeMachine = (): string => {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB of memory`
  return `${cpus()[0]?.model ?? 'Unknown processor'}, ${availableParallelism()} cores, ${memory}, ${platform()} ${release()} ${arch()}, Node ${process.versions.node}.`
}
