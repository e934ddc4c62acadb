import type { WebSocket } from 'ws'
import type { Backlog } from './backlog.ts'

export interface SocketPeer {
  /** Resolves when the system took the message. */
  send(message: string): Promise<void>
  /** Stops asking the peer whether it is still there. */
  leave(): void
}

export interface SocketPeerOptions {
  readonly pingMs: number
  readonly writeDeadlineMs: number
  readonly backlog: Backlog
  /** Told before a peer is let go that takes nothing any more. */
  readonly onStalled: () => void
}

/**
 * The other end of a WebSocket. One that takes no message within the deadline is let go, and so is one that leaves a
 * ping without its pong until the next is due: a socket whose peer is gone looks open for a long time.
 */
export const createSocketPeer = (
  socket: WebSocket,
  { pingMs, writeDeadlineMs, backlog, onStalled }: SocketPeerOptions,
): SocketPeer => {
  let isAlive = true
  socket.on('pong', () => {
    isAlive = true
  })
  const ping = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, pingMs)

  const reader = {
    letGo: () => {
      onStalled()
      socket.terminate()
    },
  }
  let waiting = 0
  const hold = (change: number) => {
    waiting += change
    backlog.hold(reader, waiting)
  }

  return {
    send: (message) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve()
        const deadline = setTimeout(reader.letGo, writeDeadlineMs)
        hold(message.length)
        // A failure to send comes with the close of the socket, which ends what it carries.
        socket.send(message, () => {
          clearTimeout(deadline)
          hold(-message.length)
          resolve()
        })
      }),
    leave: () => clearInterval(ping),
  }
}
