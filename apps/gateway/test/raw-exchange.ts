import { connect } from 'node:net'

/** Writes bytes to a port of loopback and gives all that comes back until the other side ends it. */
export const rawExchange = (url: string, bytes: string | Uint8Array): Promise<string> =>
  new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('latin1').on('data', (chunk) => {
      answer += chunk
    })
    // A reset is an end too: the other side may close while there is more of ours on the way.
    socket.on('error', () => socket.destroy()).on('close', () => resolve(answer))
  })
