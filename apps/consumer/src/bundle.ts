import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** Bundles a module that is given as text, as it would be for a page; rxjs is left outside unless it is to be inside. */
export const bundle = async (
  code: string,
  project: string,
  external: readonly string[] = ['rxjs'],
): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['es2015'],
    external: [...external],
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

/** The bytes of a text over the wire. */
export const gzippedBytes = (text: string): number => gzipSync(text, { level: 9 }).byteLength
