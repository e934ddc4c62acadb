import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { type Invocation, UsageError } from './command.ts'

/**
 * True once the reader says yes. Asks on a terminal; elsewhere, where nobody could answer, it errors with `UsageError`
 * unless `--yes` was given.
 */
export const confirm = async ({ flags, remark }: Invocation, what: string): Promise<boolean> => {
  remark(what)
  if (flags.yes) return true
  if (!process.stdin.isTTY) throw new UsageError('Nobody can be asked here; give --yes to do it')
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  // The end of the input is a no.
  const ended = once(lines, 'close').then(() => '')
  try {
    const answer = await Promise.race([lines.question('Go on? (yes or no) '), ended])
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}
