import { median } from './statistics.ts'

/** One line of the report. */
export interface Figure {
  readonly what: string
  /** What peers do, measured in the same run unless it says otherwise. */
  readonly peers: string
  readonly ours: string
  readonly goal: string
  /** Undefined where there is nothing to hold the figure against. */
  readonly reached?: boolean
}

/** What one measurement adds to the report. */
export interface Section {
  readonly figures: readonly Figure[]
  /** How it was measured, and more detail, in Markdown. */
  readonly notes: string
}

/** A quick run takes fewer samples of everything. */
export interface Mode {
  readonly quick: boolean
}

/** Measures; proves first that what it measures gives the right answer, and throws if it does not. */
export type Measure = (mode: Mode) => Promise<Section>

/** A Markdown table. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** The median of what was measured several times, and in brackets the least and the most of it. */
export const spread = (values: readonly number[], digits: number, unit = ''): string => {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)]
  const told = `${middle.toFixed(digits)}${unit}`
  return values.length > 1 ? `${told} (${least.toFixed(digits)}–${most.toFixed(digits)})` : told
}
