import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { canaryOf, type Organizations, organizationOf } from './organizations.ts'
import type { DrawnRequest } from './request.ts'

/** A request as it was sent, and its answer. */
export interface Exchange {
  readonly drawn: DrawnRequest
  /** The path without its query. */
  readonly path: string
  /** Everything that the request said, for whoever asks whether an answer repeats it. */
  readonly sent: string
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** How long an answer may take before it counts as a hang; generous, for a machine that does much else. Milliseconds. */
const deadlineMs = 20_000

export const createSender = (organizations: Organizations) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 25 })
  const { hostname, port } = new URL(organizations.sandbox.url)

  /** Fills in what stands for what is known only now. */
  const fillIn = (drawn: DrawnRequest, template: string): string => {
    const own = organizationOf(drawn.caller) ?? 'first'
    const [mine, theirs] = own === 'first' ? (['first', 'second'] as const) : (['second', 'first'] as const)
    const { made, sandbox } = organizations
    const admin = mine === 'first' ? sandbox.admin : sandbox.second
    const known: Readonly<Record<string, readonly string[]>> = {
      canary: [canaryOf(mine)],
      token: [organizations.tokenOf(drawn.caller)],
      basic: [Buffer.from(`${made[mine].clients[0]}:x`).toString('base64')],
      goodBasic: [Buffer.from(`${admin.clientId}:${admin.clientSecret}`).toString('base64')],
      client: made[mine].clients,
      pageClient: [made[mine].pageClient],
      other: made[theirs].clients,
      execution: made[mine].executions.map(({ id }) => id),
      executionClient: made[mine].executions.map(({ clientId }) => clientId),
      role: made[mine].roles,
      otherRole: made[theirs].roles,
    }
    return template.replace(/\{\{(\w+)(?::(\d+))?\}\}/g, (_all, what, place = 0) => {
      const all = known[what] ?? []
      return all.length === 0 ? 'nothing-yet' : (all[Number(place) % all.length] ?? '')
    })
  }

  const send = (drawn: DrawnRequest): Promise<Exchange> =>
    new Promise((resolve, reject) => {
      const target = fillIn(drawn, drawn.target)
      const [path = ''] = target.split('?')
      const body = drawn.body === undefined ? undefined : fillIn(drawn, drawn.body)
      const filled = Object.entries(drawn.headers).map(([name, value]) => [name, fillIn(drawn, value)])
      const headers = {
        ...Object.fromEntries(filled),
        ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      }
      const outgoing = request(
        { hostname, port, agent, method: drawn.method, path: target, headers },
        async (answer) => {
          const { statusCode: status = 0, headers: given } = answer
          resolve({
            drawn,
            path,
            sent: `${target} ${body} ${JSON.stringify(headers)}`,
            status,
            headers: given,
            text: await text(answer),
          })
        },
      )
      const signal = AbortSignal.timeout(deadlineMs)
      signal.addEventListener('abort', () => outgoing.destroy(new Error(`No answer in ${deadlineMs} ms`)))
      outgoing.on('error', (error) =>
        reject(new Error(`${drawn.method} ${target}: ${error.message}`, { cause: error })),
      )
      outgoing.end(body)
    })

  return { send, close: () => agent.destroy() }
}
