import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: { index: 'src/index.ts', main: 'src/main.ts' },
  // One level down: what the code finds beside `src` it finds beside `dist/lib`.
  outDir: 'dist/lib',
  copy: [
    { from: 'migrations', to: 'dist' },
    { from: '../../packages/contract/openapi.yaml', to: 'dist' },
  ],
  format: 'esm',
  platform: 'node',
  fixedExtension: false,
  target: 'node20',
  dts: { entry: 'src/index.ts' },
  logLevel: 'warn',
})
