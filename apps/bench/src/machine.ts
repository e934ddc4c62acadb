import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'

/** What this runs on, and how busy it was in the minutes before, with the measuring itself. */
export const describeMachine = (): string => {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB of memory`
  const load = loadavg()
    .map((average) => average.toFixed(1))
    .join(', ')
  return `${cpus()[0]?.model ?? 'Unknown processor'}, ${availableParallelism()} cores, ${memory}, ${platform()} ${release()} ${arch()}, Node ${process.versions.node}. Load ${load}.`
}
