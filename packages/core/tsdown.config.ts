import { defineConfig } from 'tsdown'
import manifest from './package.json' with { type: 'json' }

/** `./src/tasks/index.ts` of the entry `./tasks` becomes `dist/tasks.js`. */
const entry = Object.fromEntries(
  Object.entries(manifest.exports)
    .filter(([, source]) => source.endsWith('.ts'))
    .map(([name, source]) => [name === '.' ? 'index' : name.slice('./'.length), source]),
)

export default defineConfig({
  entry,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  // Lies above both packages: declarations of the contract, which is not published, are emitted with ours.
  tsconfig: '../tsconfig.declarations.json',
  dts: true,
  logLevel: 'warn',
})
