import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { type Measure, type Mode, type Section, table } from './figure.ts'
import { describeMachine } from './machine.ts'
import { installPeers, peersFolder } from './peers.ts'

/** A command that measures and reports. */
export interface Report {
  readonly title: string
  /** As it is typed after `pnpm --filter bench`. */
  readonly command: string
  readonly measures: Readonly<Record<string, Measure>>
  /** The Markdown file that a full run writes. */
  readonly file: string
  /** Installs what else runs, and tells what it is, with versions, in one sentence; the peers of core when left out. */
  readonly beside?: () => Promise<string>
}

/**
 * Runs the command with what was typed behind it: prints the report, and writes it after a full run. Resolves with the
 * exit code.
 */
export const runReport = async (report: Report, given: readonly string[]): Promise<number> => {
  const names = Object.keys(report.measures)
  const options = optionsOf(given)
  const { quick = false, only = names } = options ?? {}
  if (options === undefined || options.help || only.some((name) => !names.includes(name))) {
    process.stderr.write(usageOf(report))
    return options?.help ? 0 : 1
  }
  const { beside = () => installPeers(peersFolder) } = report
  const peers = await beside()
  const sections: Section[] = []
  for (const [name, measure] of Object.entries(report.measures)) {
    if (only.includes(name)) sections.push(await measured(name, measure, { quick }))
  }
  const markdown = await markdownOf(report, peers, sections)
  process.stdout.write(markdown)
  if (quick || only.length < names.length) return 0
  await mkdir(dirname(report.file), { recursive: true })
  await writeFile(report.file, markdown)
  return 0
}

/** Undefined for an option that there is not: a run without options is long, and writes its report. */
const optionsOf = (given: readonly string[]) => {
  const options = { quick: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } } as const
  try {
    const { values } = parseArgs({ args: [...given], options })
    return { ...values, only: values.only?.split(',') }
  } catch {
    return
  }
}

const usageOf = ({ command, measures }: Report): string => `usage: ${command} [--quick] [--only name,name...]
       Measures and prints. A run without options also writes its report under docs/benchmarks.
       names: ${Object.keys(measures).join(', ')}
`

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

const markdownOf = async ({ title, command }: Report, peers: string, sections: readonly Section[]): Promise<string> => {
  const { stdout: revision } = await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'])
  const lines = sections
    .flatMap(({ figures }) => figures)
    .map(({ what, peers, ours, goal, reached }) => [what, peers, ours, goal, verdict(reached)])
  return `# ${title}

Made by \`pnpm --filter bench ${command}\` on ${timeNow()}, at revision ${revision.trim()}.
${describeMachine()}

${peers}

${table(['What', 'Peers', 'Ours', 'Goal', ''], lines)}

## How it was measured

${sections.map(({ notes }) => notes).join('\n\n')}
`
}

/** The date and time, as reports say it. */
export const timeNow = (): string => `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`
