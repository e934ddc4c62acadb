export interface Sample {
  readonly name: string
  readonly labels: string
  readonly value: number
}

const sampleLine = /^([a-z_][a-z0-9_]*)(?:\{([^}]*)\})? (\S+)$/
const label = /^[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*"$/

/**
 * Reads metrics as Prometheus does. Throws for what its linter would not take: a line that is none, a sample of no declared
 * family, a series that comes twice, a counter without `_total`, buckets that do not add up.
 */
export const parseExposition = (text: string): Sample[] => {
  const types = new Map<string, string>()
  const seen = new Set<string>()
  const samples = text
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [, family = '', type = ''] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? []
      if (family !== '') types.set(family, type)
      return line.startsWith('#') || line === '' ? [] : readSample(line)
    })
  for (const { name, labels } of samples) {
    const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '')
    if (!types.has(family)) throw new Error(`${name} belongs to no family`)
    if (types.get(family) === 'counter' && !name.endsWith('_total')) throw new Error(`${name} is a counter`)
    if (seen.has(`${name}{${labels}}`)) throw new Error(`${name}{${labels}} comes twice`)
    seen.add(`${name}{${labels}}`)
  }
  requireBuckets(samples)
  return samples
}

const readSample = (line: string): Sample => {
  const [, name, labels = '', text = ''] = sampleLine.exec(line) ?? []
  const value = Number(text.replace('+Inf', 'Infinity'))
  if (name === undefined || (Number.isNaN(value) && !/^nan$/i.test(text))) throw new Error(`not a sample: ${line}`)
  for (const each of labels.match(/[^,"]+"(?:[^"\\]|\\.)*"/g) ?? [])
    if (!label.test(each)) throw new Error(`not a label: ${each}`)
  return { name, labels, value }
}

const requireBuckets = (samples: readonly Sample[]): void => {
  const last = new Map<string, number>()
  for (const { name, labels, value } of samples) {
    if (!name.endsWith('_bucket')) continue
    const series = `${name.slice(0, -'_bucket'.length)}{${labels.replace(/,?le="[^"]*",?/, '')}}`
    if (value < (last.get(series) ?? 0)) throw new Error(`${series} has buckets that shrink`)
    last.set(series, value)
  }
  for (const { name, labels, value } of samples) {
    const series = name.endsWith('_count') ? last.get(`${name.slice(0, -'_count'.length)}{${labels}}`) : undefined
    if (series !== undefined && series !== value) throw new Error(`${name}{${labels}} is not its last bucket`)
  }
}
