import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** Bundles a piece of code for browsers, without rxjs, minified. Rejects where it names what is not there. */
const bundle = async (code: string, folder: string): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['rxjs'],
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

/** Bytes of a bundle as a browser loads it: minified and packed by gzip at its best. */
export const packedBytes = async (code: string, folder: string): Promise<number> =>
  gzipSync(await bundle(code, folder), { level: 9 }).length
