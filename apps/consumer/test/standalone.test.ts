import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { findNodes } from '../src/find-nodes.ts'
import { runScript } from '../src/run-script.ts'

const { project } = inject('packed')
const installed = join(project, 'node_modules', '@grantstream', 'core')
let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [1, 5] })
})
afterAll(() => sandbox.close())

const script = `
import {
  auditClients, bearerToken, clientCredentials, createCall, createOAuthApi, getOauthScopes, lastOf, latestOf,
  pollUntil, pollUsageExecution, squareRoot, startUsageSummary, tokenFrom,
} from '@grantstream/core/standalone'
import * as rxjs from 'rxjs'

const [url, clientId, clientSecret] = process.argv.slice(2)
const hosts = { apiUrl: url, loginUrl: url }
const api = createOAuthApi({ ...hosts, auth: clientCredentials({ clientId, clientSecret }) })
const own = api.getOauthClients()
const statuses = []
for await (const { status } of latestOf(startUsageSummary(api, clientId).pipe(pollUsageExecution(api, clientId, { schedule: () => 20 })))) statuses.push(status)

let aborted = 0
const transport = () => new rxjs.Observable(() => () => aborted++)
const asked = createOAuthApi({ ...hosts, auth: tokenFrom(() => rxjs.of('a-token')), transport, scheduler: new rxjs.VirtualTimeScheduler() })
asked.getOauthScopes().pipe(rxjs.takeUntil(rxjs.timer(1))).subscribe()
await new Promise((resolve) => setTimeout(resolve, 20))

process.stdout.write(JSON.stringify({
  byPromise: (await lastOf(own)).total,
  last: statuses.at(-1),
  findings: (await lastOf(auditClients(api).pipe(rxjs.toArray()))).map(({ rule }) => rule),
  one: (await lastOf(getOauthScopes(createCall({ ...hosts, auth: bearerToken('unknown') }))).catch((error) => error)).status,
  mapped: await rxjs.lastValueFrom(own.pipe(rxjs.map(({ total }) => total))),
  flattened: await rxjs.lastValueFrom(rxjs.of(1, 2).pipe(rxjs.concatMap(() => own), rxjs.count())),
  shared: (await rxjs.lastValueFrom(own.pipe(rxjs.share()))).total,
  polled: await rxjs.lastValueFrom(rxjs.defer(() => rxjs.of(1)).pipe(pollUntil({ isDone: () => true, nextDelayMs: squareRoot() }))),
  isObservable: rxjs.isObservable(own),
  isOfItsClass: own instanceof rxjs.Observable,
  aborted,
}))
`

describe('the standalone entry', () => {
  it('imports nothing, and has the licence of what it contains beside it', async () => {
    const code = await readFile(join(installed, 'dist', 'standalone.js'), 'utf8')

    expect(code.replaceAll(/\/\*.*?\*\//gs, '')).not.toMatch(/^(import\b|export\b.* from )/m)
    expect(code).toMatch(/^\/\/ Contains RxJS/)
    expect(await readFile(join(installed, 'dist', 'rxjs-LICENSE.txt'), 'utf8')).toContain('Apache License')
  })

  it.each(findNodes(process.env))(
    'works alone and with the RxJS of an application, on Node $version',
    async ({ path }) => {
      const { stdout, stderr } = await runScript(path, project, script, sandbox)

      expect(stderr).toBe('')
      expect(JSON.parse(stdout)).toEqual({
        byPromise: 1,
        last: 'complete',
        findings: ['all-divisions'],
        one: 401,
        mapped: 1,
        flattened: 2,
        shared: 1,
        polled: 1,
        isObservable: true,
        isOfItsClass: false,
        aborted: 1,
      })
    },
  )
})
