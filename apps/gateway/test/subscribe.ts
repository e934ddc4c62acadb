import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createSocketClient } from 'graphql-ws'
import { WebSocket } from 'ws'

/** One result of a stream, as the clients of both transports give it. */
export interface StreamResult {
  readonly data?: { readonly result: Readonly<Record<string, unknown>> | null } | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

export interface OpenStream {
  readonly results: readonly StreamResult[]
  /** All results, once the stream is complete; rejects when it broke. */
  readonly ended: Promise<readonly StreamResult[]>
  /** The status of every state that was told. */
  readonly statuses: () => unknown[]
  leave(): void
}

export const streamTransports = ['SSE', 'WebSocket'] as const

/** Subscribes as the bearer of `token`, by the reference client of either transport. */
export const subscribe = (
  gatewayUrl: string,
  token: string,
  query: string,
  transport: (typeof streamTransports)[number] = 'SSE',
): OpenStream => {
  const url = `${gatewayUrl}/graphql`
  const authorization = `Bearer ${token}`
  const client =
    transport === 'SSE'
      ? createSseClient({ url, singleConnection: false, retryAttempts: 0, headers: { authorization } })
      : createSocketClient({
          url: url.replace('http', 'ws'),
          webSocketImpl: WebSocket,
          connectionParams: { authorization },
          retryAttempts: 0,
          lazyCloseTimeout: 0,
        })
  const results: StreamResult[] = []
  let leave = () => {}
  const ended = new Promise<readonly StreamResult[]>((resolve, reject) => {
    leave = client.subscribe<NonNullable<StreamResult['data']>>(
      { query },
      {
        next: (result) => results.push(result as StreamResult),
        // A WebSocket refuses an operation with its errors alone.
        error: (failure) => (Array.isArray(failure) ? resolve([{ errors: failure }]) : reject(failure)),
        complete: () => resolve(results),
      },
    )
  })
  return { results, ended, leave, statuses: () => results.flatMap(({ data }) => data?.result?.status ?? []) }
}
