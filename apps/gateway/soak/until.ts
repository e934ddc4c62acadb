import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until it holds; false when it does not within `withinMs` milliseconds. */
export const until = async (holds: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> => {
  const deadlineMs = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > deadlineMs) return false
    await sleep(20)
  }
  return true
}
