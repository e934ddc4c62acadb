import { readdir, readFile } from 'node:fs/promises'

/** Microseconds that a process has computed, and the children that live; 0 where the system does not tell. */
export const processorTime = async (pid: number): Promise<number> => {
  if (process.platform !== 'linux') return 0
  const processes = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(statusOf))
  return processes
    .filter((each) => each?.pid === pid || each?.parent === pid)
    .reduce((sum, each) => sum + (each?.micros ?? 0), 0)
}

/** The kernel counts in hundredths of a second. */
const statusOf = async (name: string) => {
  const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined)
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  return (
    fields && {
      pid: Number(name),
      parent: Number(fields[1]),
      micros: (Number(fields[11]) + Number(fields[12])) * 10_000,
    }
  )
}
