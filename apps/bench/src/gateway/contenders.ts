import { type Contender, startOurs, startPeer } from './contender.ts'

/** Who is measured beside ours, by the folder of its program. The first is the floor, which knows nothing of GraphQL. */
export const peerFolders = {
  'bare proxy (undici)': 'bare-proxy',
  'Mercurius + JIT': 'mercurius-jit',
  'Yoga + graphql-jit': 'yoga-jit',
  Yoga: 'yoga',
  'Omnigraph (Mesh)': 'omnigraph',
  'Apollo Server + vendor SDK': 'apollo-vendor',
} as const

export type PeerName = keyof typeof peerFolders
export type ContenderName = PeerName | 'Grantstream'

export const floor = 'bare proxy (undici)'

const names: readonly ContenderName[] = [
  floor,
  'Grantstream',
  'Mercurius + JIT',
  'Yoga + graphql-jit',
  'Yoga',
  'Omnigraph (Mesh)',
  'Apollo Server + vendor SDK',
]

/**
 * V8 takes a process that waits for its turn for idle: 8 s after a collection it lets go of memory, and of compiled code
 * with it, in some processes and not in others.
 */
const execArgv = ['--no-memory-reducer']

/** Starts all of them over this upstream, one after another, as if they were never idle. */
export const startAll = async (upstreamUrl: string): Promise<Map<ContenderName, Contender>> => {
  const started = new Map<ContenderName, Contender>()
  for (const name of names)
    started.set(
      name,
      await (name === 'Grantstream'
        ? startOurs(upstreamUrl, {}, execArgv)
        : startPeer(peerFolders[name], upstreamUrl, execArgv)),
    )
  return started
}
