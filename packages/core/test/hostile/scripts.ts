import type { HostileScript } from './script.ts'
import { bodies } from './scripts/bodies.ts'
import { connections } from './scripts/connections.ts'
import { refusals } from './scripts/refusals.ts'
import { starts } from './scripts/starts.ts'
import { statusWords } from './scripts/status-words.ts'
import { waits } from './scripts/waits.ts'

/** Every script, by topic. */
export const hostileScripts: readonly HostileScript[] = [
  ...statusWords,
  ...bodies,
  ...connections,
  ...waits,
  ...refusals,
  ...starts,
]
