import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const usage = `usage: pnpm bench [--full]
       Measures core, sandbox and gateway beside their peers, and prints the reports; takes some minutes.
       --full takes all samples, runs the hostile servers too, and writes the reports under docs/benchmarks.
       pnpm --filter bench core --help tells how to measure a part.
`
const given = process.argv.slice(2)
const isFull = given.includes('--full')
if (given.some((each) => each !== '--full')) {
  process.stderr.write(usage)
  process.exit(given.includes('--help') ? 0 : 1)
}

const commands = isFull ? ['core', 'sandbox', 'gateway', 'hostile'] : ['core', 'sandbox', 'gateway']
for (const [index, command] of commands.entries()) {
  process.stderr.write(`${command}, ${index + 1} of ${commands.length}\n`)
  const child = fork(fileURLToPath(new URL(`${command}.ts`, import.meta.url)), isFull ? [] : ['--quick'])
  const [code] = await once(child, 'exit')
  if (code !== 0) process.exitCode = 1
}
