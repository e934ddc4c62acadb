import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number
  readonly head: string
  /** The `code` of its error body; undefined when it has none. */
  readonly code: string | undefined
}

/** A connection on which a test writes what no client would. */
export interface RawConnection {
  readonly socket: Socket
  write(text: string): void
  /** Every answer until the server hangs up. */
  answers(): Promise<RawAnswer[]>
  /** As many answers as these, of a server that keeps the connection open. */
  next(count: number): Promise<RawAnswer[]>
}

export const openRawConnection = async (url: string): Promise<RawConnection> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text
  })
  // A server that refuses may reset what is still on its way to it.
  socket.on('error', () => undefined)
  const closed = once(socket, 'close')
  await once(socket, 'connect')
  return {
    socket,
    write: (text) => socket.write(text, 'latin1'),
    answers: async () => {
      await closed
      return readAnswers(received)
    },
    next: async (count) => {
      while (readAnswers(received).length < count) await once(socket, 'data')
      return readAnswers(received)
    },
  }
}

/** Splits a stream of answers by their lengths; what is not whole yet is left out. */
const readAnswers = (text: string): RawAnswer[] => {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return []
  const head = text.slice(0, end)
  const [, status = ''] = /^HTTP\/1\.1 (\d{3}) /.exec(head) ?? []
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0)
  const rest = text.slice(end + 4)
  if (rest.length < length) return []
  const body = rest.slice(0, length)
  const code = /^\{.*"code":"([\w.]+)"/.exec(body)?.[1]
  return [{ status: Number(status), head, code }, ...readAnswers(rest.slice(length))]
}
