import { defineConfig, type UserConfig } from 'tsdown'
import manifest from './package.json' with { type: 'json' }

const { './standalone': standalone, ...others } = manifest.exports

/** `./src/tasks/index.ts` of the entry `./tasks` becomes `dist/tasks.js`. */
const entry = Object.fromEntries(
  Object.entries(others)
    .filter(([, source]) => source.endsWith('.ts'))
    .map(([name, source]) => [name === '.' ? 'index' : name.slice('./'.length), source]),
)

const common: UserConfig = {
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  // Lies above both packages: declarations of the contract, which is not published, are emitted with ours.
  tsconfig: '../tsconfig.declarations.json',
  dts: true,
  logLevel: 'warn',
}

export default defineConfig([
  // The Node entry has modules of Node left where they are.
  { ...common, entry, deps: { neverBundle: [/^node:/] } },
  {
    ...common,
    entry: { standalone },
    // RxJS is inside, by its ES modules and with its licence; the types stay those of RxJS.
    deps: { alwaysBundle: ['rxjs'], dts: { neverBundle: ['rxjs'] } },
    inputOptions: { resolve: { conditionNames: ['es2015'] } },
    banner: { js: '// Contains RxJS, whose licence is in rxjs-LICENSE.txt.' },
    copy: [{ from: 'node_modules/rxjs/LICENSE.txt', to: 'dist', rename: 'rxjs-LICENSE.txt' }],
  },
])
