import { createAnswerCheck } from '../contract-answers.ts'
import { operations } from './declared.ts'
import { canaryOf, type Organizations, organizationNames, organizationOf } from './organizations.ts'
import type { Exchange } from './send.ts'

const templates = operations.map(({ operationId, method, path }) => ({
  ...{ operationId, method },
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]*')}$`),
}))
/** The operation that a request came to ask for, with what was put into its path; undefined when it is none. */
const askedFor = ({ drawn: { method }, path }: Exchange) =>
  templates.find((each) => each.method === method && each.pattern.test(path))?.operationId
const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g

/** Tells what is wrong with an answer; nothing when it is as it must be. Learns from it what later requests may use. */
export const createJudge = ({ made }: Pick<Organizations, 'made'>) => {
  const check = createAnswerCheck()
  const ownerOf = new Map<string, string>()
  const learn = (organization: 'first' | 'second', id: string) => ownerOf.set(id, organization)
  for (const name of organizationNames) for (const id of [...made[name].clients, ...made[name].roles]) learn(name, id)

  /** A page shows whose client asks, to everybody who opens it. */
  const isPage = ({ headers, drawn }: Exchange) =>
    drawn.operationId === 'getOauthAuthorize' && String(headers['content-type']).startsWith('text/html')
  const isForm = ({ path }: Exchange) => /^\/(logout|oauth\/authorize\/(sign-in|decision))$/.test(path)

  const leaks = (exchange: Exchange): string[] => {
    const { drawn, text, sent } = exchange
    if (isPage(exchange)) return []
    const own = organizationOf(drawn.caller)
    const foreign = organizationNames.filter((name) => name !== own)
    const canaries = foreign.filter((name) => text.includes(canaryOf(name)) && !sent.includes(canaryOf(name)))
    const ids = [...text.matchAll(uuid)].map(([id]) => id)
    const strange = ids.filter((id) => ownerOf.has(id) && ownerOf.get(id) !== own && !sent.includes(id))
    return [...canaries.map((name) => `shows ${canaryOf(name)}`), ...strange.map((id) => `shows ${id}`)]
  }

  const remember = ({ drawn: { operationId, caller }, status }: Exchange, body: unknown): void => {
    const own = organizationOf(caller)
    if (!own || status >= 300) return
    const { id, executionId, resultsUri } = (body ?? {}) as { id?: string; executionId?: string; resultsUri?: string }
    if (operationId === 'postOauthClients' && id) made[own].clients.push(id)
    const clientId = /clients\/([^/]+)\//.exec(resultsUri ?? '')?.[1]
    if (executionId && clientId) made[own].executions.push({ clientId, id: executionId })
    for (const each of [id, executionId]) if (each && operationId.startsWith('post')) learn(own, each)
  }

  return (exchange: Exchange): string[] => {
    const { status, headers, text } = exchange
    const faults = leaks(exchange)
    if (status >= 500) faults.push(`answers ${status} ${text}`)
    const type = String(headers['content-type'] ?? '')
    if (text !== '' && !isPage(exchange) && !type.startsWith('application/json')) faults.push(`is of type ${type}`)
    const body: unknown = text === '' ? undefined : isPage(exchange) ? text : JSON.parse(text)
    const operationId = askedFor(exchange)
    if (isForm(exchange)) return [302, 400, 403].includes(status) ? faults : [...faults, `is a ${status}`]
    if (operationId) faults.push(...check(operationId, status, body))
    // What is refused before any operation is refused as every one of them would.
    else
      faults.push(
        ...([400, 404, 413, 415].includes(status) ? check('getOauthClients', status, body) : [`is a ${status}`]),
      )
    const { contextId } = (body ?? {}) as { contextId?: string }
    if (contextId !== undefined && contextId !== headers['inin-correlation-id'])
      faults.push('has another correlation id')
    remember(exchange, body)
    return faults
  }
}
