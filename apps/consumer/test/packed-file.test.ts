import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, inject, it } from 'vitest'

const { file, project, source } = inject('packed')
const installed = join(project, 'node_modules', '@grantstream', 'core')
const read = (path: string) => readFile(join(installed, path), 'utf8')

interface Manifest {
  readonly type: string
  readonly sideEffects: boolean
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
}
const manifestAt = async (path: string): Promise<Manifest> => JSON.parse(await readFile(path, 'utf8'))
const manifest = () => manifestAt(join(installed, 'package.json'))

describe('the packed file', () => {
  it('has the build, the README and the licence in it, and nothing else', async () => {
    expect((await readdir(installed)).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
    expect((await readdir(join(installed, 'dist'))).filter((name) => !/\.(js|d\.ts)$/.test(name))).toEqual([
      'rxjs-LICENSE.txt',
    ])
  })

  it('is ESM without side effects, with the entries of the source', async () => {
    const { type, sideEffects, exports } = await manifest()
    const ofSource = await manifestAt(join(source, 'package.json'))

    expect({ type, sideEffects }).toEqual({ type: 'module', sideEffects: false })
    expect(Object.keys(exports)).toEqual(Object.keys(ofSource.exports))
    for (const entry of Object.values(exports)) {
      for (const path of typeof entry === 'string' ? [entry] : [entry.types, entry.default]) {
        expect(await read(path)).not.toBe('')
      }
    }
  })

  it('needs nothing but its peers and, in the entry for Node, modules of Node, neither in code nor in types', async () => {
    const { dependencies = {}, peerDependencies } = await manifest()
    const files = (await readdir(join(installed, 'dist'))).map(async (file) => {
      const text = (await read(join('dist', file))).replaceAll(/\/\*.*?\*\//gs, '')
      const found = text.matchAll(/^(?:import|export)\b[^'"]*?from ["']([^."'][^"']*)["']/gm)
      return [...found].flatMap(([, name = '']) => (file === 'node.js' && name.startsWith('node:') ? [] : name))
    })
    const specifiers = (await Promise.all(files)).flat()

    expect(dependencies).toEqual({})
    expect(specifiers).toContain('rxjs')
    expect(specifiers.filter((name) => !(name in peerDependencies))).toEqual([])
  })

  it('is clean by publint', async () => {
    const packed = await readFile(file)
    const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(packed).buffer }, strict: true })

    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  it('is clean by are-the-types-wrong', async () => {
    const require = createRequire(import.meta.url)
    const command = join(require.resolve('@arethetypeswrong/cli/package.json'), '..', 'dist', 'index.js')

    const { stdout } = await promisify(execFile)(process.execPath, [
      command,
      '--profile',
      'esm-only',
      '--no-color',
      file,
    ])

    // It fails by its exit code. This sees that it looked at every entry.
    const looked = stdout.split('\n').filter((line) => /^(node16 \(from ESM\)|bundler): 🟢/u.test(line))
    expect(looked).toHaveLength(2 * Object.keys((await manifest()).exports).length)
  })
})
