import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { CloseCode, handleProtocols } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import type { RequestGuard } from '../guards/request-guards.ts'
import { refuse } from '../server/refuse.ts'
import { reportFailure } from '../server/report.ts'
import type { LiveStreams } from '../streams/live-streams.ts'
import type { Backlog } from './backlog.ts'
import { createOperationIds } from './operation-ids.ts'
import { createSocketPeer } from './socket-peer.ts'
import { createSocketProtocol, type SocketProtocolOptions, type SocketState } from './socket-protocol.ts'
import { answerUpgrade, requestOfUpgrade } from './upgrade.ts'

/** The WebSockets of a gateway. */
export interface WebSockets {
  /** Takes an upgrade of Node's HTTP server, at `/graphql` alone, or refuses it with an HTTP answer. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /**
   * Closes all of them, as a server that goes away, each once nothing is under way on it and at the latest after
   * `patienceMs`; cuts who does not answer that within `graceMs`.
   */
  close(patienceMs: number, graceMs: number): Promise<void>
  readonly size: number
}

export interface WebSocketsOptions extends SocketProtocolOptions {
  readonly guards: readonly RequestGuard[]
  readonly streams: LiveStreams
  /** Bytes of a message. */
  readonly messageBytes: number
  readonly backlog: Backlog
}

export const createWebSockets = (options: WebSocketsOptions): WebSockets => {
  const { guards, streams, messageBytes, backlog, observe, report, settings } = options
  const protocol = createSocketProtocol(options)
  const server = new WebSocketServer({ noServer: true, maxPayload: messageBytes, autoPong: false, handleProtocols })
  const noUpgrade = () => refuse(400, 'BAD_REQUEST', 'This is no request for a WebSocket.')
  server.on('wsClientError', (_failure, socket) => void answerUpgrade(socket, noUpgrade()))

  // Messages that are not done with: that of an operation is when its end is sent.
  const inHand = new Map<WebSocket, number>()
  let isClosing = false
  const goAway = (socket: WebSocket) => socket.close(1001, 'Going away')
  const hold = (socket: WebSocket, change: 1 | -1) => {
    const count = (inHand.get(socket) ?? 0) + change
    if (count > 0) return void inHand.set(socket, count)
    inHand.delete(socket)
    if (isClosing) goAway(socket)
  }

  const refusalOf = (request: Request): Response | undefined => {
    if (new URL(request.url).pathname !== '/graphql') return refuse(404, 'NOT_FOUND', 'GraphQL is at /graphql.')
    for (const { guard, refusal } of guards) {
      const answer = refusal(request)
      if (answer) observe({ kind: 'refused', transport: 'WebSocket', guard })
      if (answer) return answer
    }
    if (!streams.isDraining) return undefined
    observe({ kind: 'refused', transport: 'WebSocket', guard: 'draining' })
    return refuse(503, 'DRAINING', 'The gateway is about to stop: connect again in a moment.', { 'retry-after': '1' })
  }

  const serve = (socket: WebSocket, upgrade: Request) => {
    const close = (code: number, reason: string) =>
      // The protocol would name a name that its client does not know.
      socket.close(code, code === CloseCode.SubscriberAlreadyExists ? 'Subscriber already exists' : reason)
    const state: SocketState = { upgrade, close, isWanted: () => true, operations: new Map() }
    const abort = (isStalled = false) => {
      for (const { controller, context } of state.operations.values()) {
        if (isStalled) context.progress.cutFor ??= 'slow-reader'
        controller.abort()
      }
      state.operations.clear()
    }
    // The protocol returns a stream that its client completes, but knows no way to end a query.
    const dropUnwanted = () => {
      for (const [id, { controller }] of state.operations) if (!state.isWanted(id)) controller.abort()
    }
    const peer = createSocketPeer(socket, { ...settings, backlog, onStalled: () => abort(true) })
    const ids = createOperationIds()
    const send = async (message: string) => {
      const told = ids.toClient(message)
      if (told !== undefined) await peer.send(told)
    }
    const receive = (handle: (message: string) => Promise<void>) =>
      socket.on('message', (message) => {
        hold(socket, 1)
        handle(ids.fromClient(String(message)))
          .then(dropUnwanted)
          .catch((failure: unknown) => {
            // The protocol throws for what only a server says, and closes for whatever else is no message.
            if (/^Unexpected message of type/.test(String(Object(failure).message)))
              return close(4400, 'Invalid message received')
            reportFailure(report, failure)
            close(1011, 'Unexpected error')
          })
          .finally(() => hold(socket, -1))
      })
    const closed = protocol.opened({ protocol: socket.protocol, send, close, onMessage: receive }, state)
    socket.on('error', (failure: NodeJS.ErrnoException) => {
      // It is closed by then. What is left is to tell of the one cause that is a limit of ours.
      if (failure.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
        observe({ kind: 'refused', transport: 'WebSocket', guard: 'body-bytes' })
    })
    socket.once('close', (code, reason) => {
      peer.leave()
      abort()
      closed(code, String(reason)).catch((failure: unknown) => reportFailure(report, failure))
    })
  }

  return {
    upgrade: (incoming, socket, head) => {
      const request = requestOfUpgrade(incoming)
      const refusal = request ? refusalOf(request) : noUpgrade()
      if (refusal || !request) return void answerUpgrade(socket, refusal)
      server.handleUpgrade(incoming, socket, head, (opened) => serve(opened, request))
    },
    close: async (patienceMs, graceMs) => {
      isClosing = true
      const all = [...server.clients]
      const closed = Promise.all(all.map((each) => new Promise((resolve) => each.once('close', resolve))))
      for (const each of all) if (!inHand.has(each)) goAway(each)
      const patience = setTimeout(() => all.forEach(goAway), patienceMs)
      const deadline = setTimeout(() => {
        for (const each of all) each.terminate()
      }, patienceMs + graceMs)
      await closed
      clearTimeout(patience)
      clearTimeout(deadline)
    },
    get size() {
      return server.clients.size
    },
  }
}
