import { readdir, readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFile(new URL(path, root), 'utf8')

it('the figures of the README are those of the reports', async () => {
  const [, table = ''] = /## Beside what you would use instead\n(.*?)\n## /s.exec(await read('README.md')) ?? []
  const names = await readdir(new URL('docs/benchmarks/', root))
  const reports = (await Promise.all(names.map((name) => read(`docs/benchmarks/${name}`)))).join('\n')

  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
  const figures = rows.flatMap(
    (row) =>
      row
        .split('|')
        .slice(2)
        .join()
        .match(/\d[\d.,]*\d( [×µB]s?)?/g) ?? [],
  )

  expect(figures.length).toBeGreaterThan(25)
  expect(figures.filter((figure) => !reports.includes(figure))).toEqual([])
})
