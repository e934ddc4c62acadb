import { connect, type Socket } from 'node:net'

/** One reader of a stream, on a socket of its own. */
export interface Reader {
  readonly executionId: string
  readonly socket: Socket
  /** When it was told that its execution is complete, in milliseconds since 1970. */
  completedAtMs?: number
}

const requestFor = (executionId: string, token: string): string => {
  const query = `subscription { usageExecution(clientId: "c1", executionId: "${executionId}") { status rows { requests } } }`
  const body = JSON.stringify({ query })
  return [
    'POST /graphql HTTP/1.1',
    'host: gateway',
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    'accept: text/event-stream',
    `content-length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
}

/** Opens a stream and resolves once it has told its first state. */
const subscribe = (url: string, executionId: string, token: string): Promise<Reader> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    const reader: Reader = { executionId, socket }
    let told = ''
    socket.once('error', reject)
    socket.on('data', (chunk: Buffer) => {
      told = `${told.slice(-64)}${chunk.toString('latin1')}`
      if (told.includes('"COMPLETE"')) reader.completedAtMs ??= Date.now()
      if (told.includes('"status":')) resolve(reader)
      else if (/^HTTP\/1.1 [45]/.test(told)) reject(new Error(told))
    })
    socket.write(requestFor(executionId, token))
  })

/** Opens as many streams as asked for over this many executions, some at a time. */
export const subscribeAll = async (
  url: string,
  count: number,
  executions: number,
  token: string,
): Promise<Reader[]> => {
  const readers: Reader[] = []
  const atOnce = 50
  for (let next = 0; next < count; next += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, count - next) }, (_, index) =>
      subscribe(url, `e-wait-${(next + index) % executions}`, token),
    )
    readers.push(...(await Promise.all(batch)))
  }
  return readers
}
