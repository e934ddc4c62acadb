import type { Socket } from 'node:net'

/**
 * Calls `onStalled` once when what was written to a socket has waited for its reader for `deadlineMs` without any of it
 * getting through. Gives what stops the watch.
 */
export const watchWrites = (socket: Socket, deadlineMs: number, onStalled: () => void): (() => void) => {
  let got = throughOf(socket)
  let sinceMs = performance.now()
  const watch = setInterval(
    () => {
      const now = throughOf(socket)
      if (socket.writableLength === 0 || now !== got) {
        got = now
        sinceMs = performance.now()
      } else if (performance.now() - sinceMs >= deadlineMs) {
        clearInterval(watch)
        onStalled()
      }
    },
    Math.ceil(deadlineMs / 4),
  )
  return () => clearInterval(watch)
}

/** Bytes that the system took from the socket. */
const throughOf = (socket: Socket): number => socket.bytesWritten - socket.writableLength
