import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Watches for connections on which nothing was asked yet: clients open some in advance, and Node does not count them as
 * idle. Gives what closes those there are.
 */
export const watchSilentConnections = (server: Server): (() => void) => {
  const silent = new Set<Socket>()
  server.on('connection', (socket) => {
    silent.add(socket)
    socket.on('close', () => silent.delete(socket))
  })
  const speaks = ({ socket }: { readonly socket: Socket }) => silent.delete(socket)
  server.on('request', speaks)
  server.on('upgrade', speaks)
  return () => {
    for (const socket of silent) if (socket.bytesRead === 0) socket.destroy()
  }
}
