import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { measureCost } from './cost/cost.ts'
import { measureLearned } from './cost/learned.ts'
import { measureCpu } from './cpu/cpu.ts'
import { measureEarlyLooks } from './early/early-looks.ts'
import { type Measure, type Mode, type Section, table } from './figure.ts'
import { measureImports } from './imports/imports.ts'
import { measureLeaving } from './leaving/leaving.ts'
import { describeMachine } from './machine.ts'
import { installPeers, peersFolder } from './peers.ts'
import { measureSharedBudget } from './shared-budget/shared-budget.ts'
import { measureSize } from './size/size.ts'
import { measureStarts } from './starts/starts.ts'
import { measureWaiters } from './waiters/waiters.ts'

const report = fileURLToPath(new URL('../../../docs/benchmarks/core.md', import.meta.url))

const measures: Record<string, Measure> = {
  cost: measureCost,
  learned: measureLearned,
  early: measureEarlyLooks,
  starts: measureStarts,
  leaving: measureLeaving,
  waiters: measureWaiters,
  budget: measureSharedBudget,
  size: measureSize,
  imports: measureImports,
  cpu: measureCpu,
}

const usage = `usage: core [--quick] [--only ${Object.keys(measures).join(',')}]
       Prints the figures of core beside its peers. A full run writes docs/benchmarks/core.md, one with options only prints.`

/** A measurement that fails is a line of the report: the others still count. */
const measured = async (name: string, measure: Measure, mode: Mode): Promise<Section> => {
  const began = performance.now()
  try {
    return await measure(mode)
  } catch (error) {
    const what = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { figures: [{ what: name, peers: '', ours: `not measured: ${what}`, goal: '', reached: false }], notes: '' }
  } finally {
    process.stderr.write(`${name}: ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
  }
}

const verdict = (reached: boolean | undefined) => (reached === undefined ? '' : reached ? 'reached' : '**not reached**')

const given = process.argv.slice(2)
const quick = given.includes('--quick')
const only = given.includes('--only') ? (given[given.indexOf('--only') + 1] ?? '').split(',') : Object.keys(measures)
if (only.some((name) => !Object.hasOwn(measures, name)) || given.includes('--help')) {
  process.stderr.write(`${usage}\n`)
  process.exit(given.includes('--help') ? 0 : 1)
}

await installPeers()
const sections: Section[] = []
for (const name of only) {
  const measure = measures[name]
  if (measure !== undefined) sections.push(await measured(name, measure, { quick }))
}
const { dependencies } = JSON.parse(await readFile(join(peersFolder, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}
const { stdout: revision } = await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'])
const markdown = `# Core beside its peers

Made by \`pnpm --filter bench core\` on ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, at revision ${revision.trim()}.
${describeMachine()}

Peers: ${Object.entries(dependencies)
  .map(([name, version]) => `${name} ${version}`)
  .join(', ')}.

${table(
  ['What', 'Peers', 'Ours', 'Goal', ''],
  sections
    .flatMap(({ figures }) => figures)
    .map((each) => [each.what, each.peers, each.ours, each.goal, verdict(each.reached)]),
)}

## How it was measured

${sections.map(({ notes }) => notes).join('\n\n')}
`
process.stdout.write(markdown)
if (!quick && only.length === Object.keys(measures).length) {
  await mkdir(fileURLToPath(new URL('.', `file://${report}`)), { recursive: true })
  await writeFile(report, markdown)
}
process.exit(0)
