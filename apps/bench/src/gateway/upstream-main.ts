// The upstream of the gateway's figures: fixed answers from a process of its own. Says its port to its parent, ends with it.
// A token names its principal and the length of the list that it gets: `p3.100` is principal 3, 100 clients.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { clientBody, scopeIds } from './bodies.ts'
import { UsageScript } from './usage-script.ts'

const lists = new Map<number, Buffer>()
const listOf = (length: number): Buffer => {
  const known = lists.get(length)
  if (known) return known
  const entities = Array.from({ length }, (_, index) => clientBody(index))
  const body = Buffer.from(JSON.stringify({ entities, pageNumber: 1, pageSize: length, total: length, pageCount: 1 }))
  lists.set(length, body)
  return body
}
const scopes = Buffer.from(JSON.stringify({ entities: scopeIds.map((id) => ({ id, description: `Allows ${id}` })) }))
const usage = new UsageScript()
let calls: Record<string, number> = {}

const answerTo = (path: string, token: string): Buffer | object => {
  const [principal = '', length = '0'] = token.split('.')
  if (path === '/api/v2/tokens/me')
    return {
      organization: { id: principal, name: principal },
      OAuthClient: { id: `client-${principal}`, name: 'Console' },
    }
  if (path.includes('/usage/')) return usage.answer(path)
  if (path.startsWith('/api/v2/oauth/scopes')) return scopes
  if (path === '/api/v2/oauth/clients') return listOf(Number(length))
  return clientBody(Number(path.split('/').at(-1)?.slice(1)))
}

const server = createServer((request, response) => {
  const path = request.url?.split('?')[0] ?? ''
  const kind = path.replace(/\/(c\d+|e-[^/]+)/g, '/{}')
  calls[kind] = (calls[kind] ?? 0) + 1
  request.resume()
  const answer = answerTo(path, request.headers.authorization?.slice('Bearer '.length) ?? '')
  const body = Buffer.isBuffer(answer) ? answer : Buffer.from(JSON.stringify(answer))
  response.setHeader('content-type', 'application/json').setHeader('inin-correlation-id', 'c1').end(body)
})
process.on('message', ({ kind }: { readonly kind: string }) => {
  if (kind === 'finish-usage') usage.finish()
  process.send?.(kind === 'completed' ? usage.completedAtMs : calls)
  if (kind === 'calls') calls = {}
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit())
