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

// What a peer asks for is read no further while more than this waits for it.
const mostUnread = 65_536
const pongLength = 128

/**
 * The other end of a WebSocket. One that takes no message within the deadline is let go, and so is one that leaves a
 * ping without its pong until the next is due: a socket whose peer is gone looks open for a long time. One that asks and
 * does not read, such as for pongs, is not listened to meanwhile.
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
    // Its pong may have come: the deadline of what it does not take holds meanwhile.
    if (socket.isPaused) return
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
    if (waiting > mostUnread) socket.pause()
    else if (socket.isPaused) socket.resume()
  }
  const put = (length: number, write: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      const deadline = setTimeout(reader.letGo, writeDeadlineMs)
      hold(length)
      // A failure to send comes with the close of the socket, which ends what it carries.
      write(() => {
        clearTimeout(deadline)
        hold(-length)
        resolve()
      })
    })
  socket.on('ping', (data) => void put(pongLength, (done) => socket.pong(data, false, done)))

  return {
    send: async (message) => {
      if (socket.readyState === socket.OPEN) await put(message.length, (done) => socket.send(message, done))
    },
    leave: () => clearInterval(ping),
  }
}
