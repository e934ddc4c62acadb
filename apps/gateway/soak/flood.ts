import { heapNow } from './heap-now.ts'
import { serveGateway } from './serve-gateway.ts'
import { principalOf, serveUpstream } from './serve-upstream.ts'

export interface FloodReport {
  readonly visitors: number
  /** Megabytes of heap after each third of them. */
  readonly heap: readonly number[]
  /** What the gateway keeps when all have been there. */
  readonly kept: { readonly tokens: number; readonly documents: number }
  readonly failures: readonly string[]
}

export interface FloodOptions {
  readonly visitors: number
  /** Characters of a document. */
  readonly length: number
  /** Tokens that the gateway may know. */
  readonly maxTokens: number
  /** Megabytes of heap; after a collection by default, which takes long in a process that does other things too. */
  readonly measureHeap?: () => number
}

const atATime = 20

/** Visitors who come once each, with a token and a large document of their own: what is kept of them? */
export const flood = async ({
  visitors,
  length,
  maxTokens,
  measureHeap = heapNow,
}: FloodOptions): Promise<FloodReport> => {
  const upstream = await serveUpstream(({ path, token }, answer) =>
    answer(200, path.endsWith('/tokens/me') ? principalOf(token) : { entities: [{ id: 'users' }] }),
  )
  const failures: string[] = []
  const { port, gateway, close } = await serveGateway({
    apiUrl: upstream.url,
    sharing: { maxTokens },
    report: ({ name, message }) => failures.push(`${name}: ${message}`),
  })
  const visit = async (visitor: number) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer p${visitor}-token`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: `#${'x'.repeat(length)}\n{ oauthScopes { id } of${visitor}: __typename }` }),
    })
    const text = await response.text()
    if (!text.includes('"users"')) failures.push(text.slice(0, 200))
  }
  let next = 0
  const comeUntil = async (last: number) => {
    while (next < last) await visit(next++)
  }

  const heap: number[] = []
  for (const third of [1, 2, 3]) {
    const last = Math.round((visitors * third) / 3)
    await Promise.all(Array.from({ length: atATime }, () => comeUntil(last)))
    heap.push(measureHeap())
  }
  const { tokens, documents } = gateway.kept()
  await close()
  await upstream.close()
  return { visitors, heap, kept: { tokens, documents }, failures }
}
