import { fileURLToPath } from 'node:url'
import { type Measure, table } from '../../figure.ts'
import { peersFolder } from '../../peers.ts'
import { packedBytes } from './bundle.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

const ours = {
  poll: `export { exponential, fixed, pollUntil, squareRoot } from '@grantstream/core/poll'`,
  operations: `export { bearerToken, createOAuthApi } from '@grantstream/core'`,
  one: `export { bearerToken, createCall, getOauthClient } from '@grantstream/core/operations'`,
  everything: `export * from '@grantstream/core'`,
}

const peers: Record<string, string> = {
  'purecloud-platform-client-v2': `export { default } from 'purecloud-platform-client-v2'`,
  'openapi-fetch': `export { default } from 'openapi-fetch'`,
  openai: `export { default } from 'openai'`,
  '@azure/core-lro': `export { createHttpPoller } from '@azure/core-lro'`,
  '@smithy/util-waiter': `export { createWaiter } from '@smithy/util-waiter'`,
  ky: `export { default } from 'ky'`,
}

const bytes = (count: number) => `${count.toLocaleString('en')} B`

/** What a browser has to load. */
export const measureSize: Measure = async () => {
  const sizes: Record<string, number> = {}
  for (const [name, code] of Object.entries(peers)) sizes[name] = await packedBytes(code, peersFolder)
  const vendor = bytes(sizes['purecloud-platform-client-v2'] ?? Number.NaN)
  const line = async (what: string, code: string, goal: number, beside: string) => {
    const size = await packedBytes(code, here)
    return { what, peers: beside, ours: bytes(size), goal: `≤ ${bytes(goal)}`, reached: size <= goal }
  }
  const fetching = `${vendor} (vendor, all of its API), ${bytes(sizes['openapi-fetch'] ?? Number.NaN)} (openapi-fetch)`
  const figures = [
    await line(
      'size of the poll entry, min+gzip, without rxjs',
      ours.poll,
      1500,
      '2,220 B (rxjs-poll, not measured here)',
    ),
    await line('size of the 13 operations', ours.operations, 6000, fetching),
    await line('size of one operation', ours.one, 2500, fetching),
  ]
  const all = await packedBytes(ours.everything, here)
  return {
    figures,
    notes: [
      '### Size',
      '',
      table(
        ['package', 'bytes'],
        [['all of @grantstream/core', bytes(all)], ...Object.entries(sizes).map(([name, size]) => [name, bytes(size)])],
      ),
      '',
      'Bundled by esbuild for browsers (ES 2022), minified, gzip level 9, rxjs left out. Ours by what was imported:',
      '',
      '```ts',
      ...Object.values(ours),
      '```',
      '',
      'rxjs-poll could not be installed; its figure is an earlier one.',
    ].join('\n'),
  }
}
