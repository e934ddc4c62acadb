import type { Socket } from 'node:net'

// Ticks and no clock: time in which the process itself was too busy to write must not count against a reader.
const ticks = 4

/**
 * Calls `onStalled` once when what was written to a socket has waited for its reader for `deadlineMs` without any of it
 * getting through. Gives what stops the watch.
 */
export const watchWrites = (socket: Socket, deadlineMs: number, onStalled: () => void): (() => void) => {
  let got = throughOf(socket)
  let idleTicks = 0
  const watch = setInterval(() => {
    const now = throughOf(socket)
    idleTicks = socket.writableLength === 0 || now !== got ? 0 : idleTicks + 1
    got = now
    if (idleTicks < ticks) return
    clearInterval(watch)
    onStalled()
  }, deadlineMs / ticks)
  return () => clearInterval(watch)
}

/** Bytes that the system took from the socket. */
const throughOf = (socket: Socket): number => socket.bytesWritten - socket.writableLength
