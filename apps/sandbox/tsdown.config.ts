import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: { index: 'src/index.ts', main: 'src/main.ts' },
  // One level down: what the code finds beside `src` it finds beside `dist/lib`.
  outDir: 'dist/lib',
  copy: [{ from: 'migrations', to: 'dist' }],
  format: 'esm',
  platform: 'node',
  fixedExtension: false,
  target: 'node20',
  // Declarations are made of what belongs to a project: here of the library alone.
  tsconfig: 'tsconfig.build.json',
  dts: { entry: 'src/index.ts' },
  // Else the declarations import it for nothing, and with it types that a compiler which checks libraries refuses.
  treeshake: { moduleSideEffects: [{ test: /^drizzle-orm/, external: true, sideEffects: false }] },
  logLevel: 'warn',
})
