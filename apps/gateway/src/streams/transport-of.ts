import type { GatewayTransport } from '../observe/gateway-event.ts'

const madeOfMessages = new WeakSet<Request>()

/** Marks a request that stands for an operation of a WebSocket. Not a header: callers could send that. */
export const markAsWebSocket = (request: Request): Request => {
  madeOfMessages.add(request)
  return request
}

/** How an operation came in. A request that accepts `text/event-stream` is SSE, as its answer is. */
export const transportOf = (request: Request): GatewayTransport => {
  if (madeOfMessages.has(request)) return 'WebSocket'
  if (request.headers.get('accept')?.includes('text/event-stream')) return 'SSE'
  return request.method === 'GET' ? 'GET' : 'POST'
}
