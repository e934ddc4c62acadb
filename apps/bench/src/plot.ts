/** A bar for each name, in Markdown, as a Mermaid chart. */
export const barChart = (
  title: string,
  unit: string,
  bars: readonly (readonly [name: string, value: number])[],
): string => chart('xychart-beta horizontal', title, unit, bars, 'bar')

/** A line through the values of each name, in Markdown, as a Mermaid chart. */
export const lineChart = (
  title: string,
  unit: string,
  points: readonly (readonly [name: string, value: number])[],
): string => chart('xychart-beta', title, unit, points, 'line')

const chart = (
  kind: string,
  title: string,
  unit: string,
  values: readonly (readonly [name: string, value: number])[],
  mark: string,
): string =>
  [
    '```mermaid',
    kind,
    `  title ${JSON.stringify(title)}`,
    `  x-axis [${values.map(([name]) => JSON.stringify(name)).join(', ')}]`,
    `  y-axis ${JSON.stringify(unit)}`,
    `  ${mark} [${values.map(([, value]) => value.toFixed(2)).join(', ')}]`,
    '```',
  ].join('\n')
