import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A piece of code that a docstring or a README shows. */
export interface Example {
  /** The file that has it, and which one of its examples it is: `tasks/audit-clients 1`, `README 2`. */
  readonly name: string
  readonly code: string
}

/** The examples in the docstrings of a folder's sources. */
export const readExamples = (folder: string): Example[] => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  )
  return files.sort().flatMap((file) => {
    const blocks = readFileSync(join(folder, file), 'utf8').matchAll(
      /^ \* @example[^\n]*\n \* ```ts\n(.*?)^ \* ```$/gms,
    )
    return [...blocks].map(([, block = ''], index) => ({
      name: `${file.replace(/\.ts$/, '').replaceAll('\\', '/')} ${index + 1}`,
      code: block.replaceAll(/^ \* ?/gm, ''),
    }))
  })
}

/** The code in a README. */
export const readReadme = (file: string): Example[] =>
  [...readFileSync(file, 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ''], index) => ({
    name: `README ${index + 1}`,
    code,
  }))
