import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { fetchTransport } from '@grantstream/core'
import { createNodeTransport } from '@grantstream/core/node'
import { createFastClock, timesFaster } from '../../../packages/core/test/hostile/fast-clock.ts'
import { followScript } from '../../../packages/core/test/hostile/follow-script.ts'
import type { HostileScript } from '../../../packages/core/test/hostile/script.ts'
import { hostileScripts } from '../../../packages/core/test/hostile/scripts.ts'
import { serveScript } from '../../../packages/core/test/hostile/serve-script.ts'
import { table } from './figure.ts'
import { judge, type Outcome, type Verdict } from './hostile/judge.ts'
import { describeMachine } from './machine.ts'
import { installPeers, peersFolder } from './peers.ts'
import { timeNow } from './report.ts'

const report = fileURLToPath(new URL('../../../docs/benchmarks/hostile.md', import.meta.url))

/** A peer that has not ended by then hangs: 20 minutes of a script, 5 more than core's default deadline. */
const patienceMs = 1200

const peerNames: Record<string, string> = {
  vendor: 'vendor SDK + loop',
  azure: 'Azure',
  aws: 'AWS',
  openai: 'OpenAI',
}

const startPeer = async (name: string): Promise<ChildProcess> => {
  const peer = fork(join(peersFolder, 'follow-job.mjs'), [name], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  await once(peer, 'message')
  return peer
}

/** The answer of a peer to a job; undefined when its time is up. */
const outcomeOf = async (peer: ChildProcess, url: string): Promise<Outcome> => {
  const done = new AbortController()
  const answer = async () => {
    for (;;) {
      const [message] = (await once(peer, 'message', { signal: done.signal })) as [
        { url: string } & NonNullable<Outcome>,
      ]
      if (message.url === url) return message
    }
  }
  try {
    return await Promise.race([answer(), sleep(patienceMs, undefined, { signal: done.signal })])
  } finally {
    done.abort()
  }
}

/** Lets one peer do the job of every script. One that hangs is killed, and started anew for the next script. */
const runPeer = async (name: string): Promise<Verdict[]> => {
  const verdicts: Verdict[] = []
  let peer = await startPeer(name)
  for (const script of hostileScripts) {
    const { scheduler, jump } = createFastClock()
    const nowMs = () => scheduler.now()
    const onLook = (count: number) => count === 2 && jump(script.clockJumpMs ?? 0)
    const server = await serveScript(script, { nowMs, timesFaster, onLook })
    peer.send({ url: server.url, nowMs: nowMs() })
    const outcome = await outcomeOf(peer, server.url)
    verdicts.push(judge(script, outcome, server))
    if (outcome === undefined) {
      peer.kill('SIGKILL')
      peer = await startPeer(name)
    }
    await server.close()
  }
  peer.kill()
  return verdicts
}

/** Core does the same jobs, with what the scripts set for it. */
const runCore = async (transport: typeof fetchTransport): Promise<Verdict[]> => {
  const verdicts: Verdict[] = []
  for (const script of hostileScripts) {
    const { ended, ...seen } = await followScript(script, transport)
    const outcome = ended instanceof Error ? { error: ended.name } : { rows: ended }
    verdicts.push(judge(script, outcome, seen))
  }
  return verdicts
}

const given = process.argv.slice(2)
if (given.length > 0) {
  process.stderr.write(`usage: hostile
       Lets core and its peers meet the hostile servers; prints the report, and writes it under docs/benchmarks.
`)
  process.exit(given.includes('--help') ? 0 : 1)
}
await installPeers(peersFolder)
const nodeTransport = createNodeTransport()
const columns: Record<string, Verdict[]> = {
  'ours, fetch': await runCore(fetchTransport),
  'ours, node': await runCore(nodeTransport),
}
await nodeTransport.close()
for (const [name, verdicts] of await Promise.all(
  Object.keys(peerNames).map(async (peer) => [peerNames[peer] ?? peer, await runPeer(peer)] as const),
)) {
  columns[name] = verdicts
}

const kinds: readonly Verdict[] = ['ok', 'wrong', 'early', 'storm', 'hang']
const expectation = ({ expected: { ends } }: HostileScript) =>
  [ends]
    .flat()
    .map((end) => (typeof end === 'number' ? `${end} rows` : end))
    .join(' or ')
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
const markdown = `# Hostile servers

Made by \`pnpm --filter bench hostile\` on ${timeNow()}.
${describeMachine()}

Each script is a server on loopback that does one thing wrong, played byte by byte; the job is to start a usage query, to
follow its execution and to give its rows. The scripts are those of the tests of core (\`packages/core/test/hostile\`), on a clock
${timesFaster} times faster than the real one. \`ok\`: the right rows, or an error where an error is right. \`wrong\`: an error where
rows were to be had, rows where there are none, or a second POST. \`early\`: a look before the server allowed it. \`storm\`: looks without
a pause. \`hang\`: no end within ${(patienceMs * timesFaster) / 60_000} minutes. The peers are their real packages as their users
would use them (\`apps/bench/peers/follow-job.mjs\`): the vendor's SDK has no poll helper and gets a loop of 2 s; AWS's waiter gets 15 minutes;
those that have no deadline hang where only a deadline helps.

${table(
  ['', ...Object.keys(columns)],
  kinds.map((kind) => [
    kind,
    ...Object.values(columns).map((verdicts) => String(verdicts.filter((verdict) => verdict === kind).length)),
  ]),
)}

${table(
  ['script', 'expected', ...Object.keys(columns)],
  hostileScripts.map((script, index) => [
    cell(script.name),
    expectation(script),
    ...Object.values(columns).map((verdicts) => verdicts[index] ?? ''),
  ]),
)}
`
await writeFile(report, markdown)
process.stdout.write(markdown)
process.exit(0)
