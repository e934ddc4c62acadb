import type { HostileScript } from '../../../../packages/core/test/hostile/script.ts'
import { type ScriptServer, waitsBetween } from '../../../../packages/core/test/hostile/serve-script.ts'
import { median } from '../statistics.ts'

/** What became of a job: `ok` is what the script expects, or any error where it expects one. */
export type Verdict = 'ok' | 'wrong' | 'early' | 'storm' | 'hang'

/** How a job ended; undefined for one that was given up. */
export type Outcome = { readonly rows: number } | { readonly error: string } | undefined

/** Looks this close together, in milliseconds of the script, are a storm: no peer's own pace is below 2 s. */
const stormMs = 1500
const stormLooks = 20

/** Judges a job by its outcome and by what the server saw. */
export const judge = (
  { expected }: HostileScript,
  outcome: Outcome,
  { looks, others }: Pick<ScriptServer, 'looks' | 'others'>,
): Verdict => {
  const waitsMs = waitsBetween(looks)
  const { ends, directedMs = 0 } = expected
  const endings = [ends].flat()
  if (waitsMs.length >= stormLooks && median(waitsMs) < stormMs) return 'storm'
  if (waitsMs.some((waitMs) => waitMs < directedMs - 2000)) return 'early'
  if (outcome === undefined) return 'hang'
  if (others.length > 1) return 'wrong'
  // Who waits as long as it was told need not give up.
  if (endings.includes('retry-after-too-long') && waitsMs.length > 0) return 'ok'
  const isExpected = 'rows' in outcome ? endings.includes(outcome.rows) : endings.some((end) => typeof end === 'string')
  return isExpected ? 'ok' : 'wrong'
}
