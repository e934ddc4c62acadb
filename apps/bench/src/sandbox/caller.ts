import { setTimeout as sleep } from 'node:timers/promises'
import { admin } from './sandbox-program.ts'

export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
}

/** One who calls a sandbox with a token. */
export interface Caller {
  readonly url: string
  readonly authorization: string
  /** The parsed body of an answer. Errors with status and body where it is no success. */
  call<T>(method: string, path: string, body?: object): Promise<T>
}

/** Logs in by client credentials; as the admin when none are given. */
export const logIn = async (url: string, { clientId, clientSecret }: Credentials = admin): Promise<Caller> => {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  const { access_token: token } = await ask<{ access_token: string }>(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  const authorization = `Bearer ${token}`
  const call = <T>(method: string, path: string, body?: object): Promise<T> =>
    ask<T>(`${url}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  return { url, authorization, call }
}

const ask = async <T>(url: string, init: RequestInit): Promise<T> => {
  const answer = await fetch(url, init)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${init.method} ${url} answered ${answer.status}: ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** A row of usage, grouped by template and method. */
export interface UsageRow {
  readonly templateUri: string
  readonly requests: number
  readonly status200: number
  readonly status429: number
}

/** The calls of a client by template, yesterday to tomorrow. The delay of the sandbox is to be 0. */
export const usageOf = async (caller: Caller, clientId: string): Promise<UsageRow[]> => {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
  const { resultsUri } = await caller.call<{ resultsUri: string }>(
    'POST',
    `/api/v2/oauth/clients/${clientId}/usage/query`,
    { interval: `${day(-1)}/${day(2)}`, groupBy: ['TemplateUri'] },
  )
  for (;;) {
    const { queryStatus, results } = await caller.call<{ queryStatus: string; results?: UsageRow[] }>('GET', resultsUri)
    if (queryStatus === 'Complete') return results ?? []
    await sleep(50)
  }
}
