import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The pages there are, by the library that they show. */
export const pageNames = ['urql', 'apollo'] as const
export type PageName = (typeof pageNames)[number]

/** The script of a page, for browsers of the last few years. */
export const bundlePage = async (name: PageName): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../${name}/main.tsx`, import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
