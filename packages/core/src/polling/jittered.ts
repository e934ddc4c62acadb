/** Moves a wait by a part of it, `jitter` at most, down or up. `random` is from 0 to 1. */
export const jittered = (delayMs: number, jitter: number, random: number): number =>
  Math.round(delayMs * (1 + jitter * (2 * random - 1)))
