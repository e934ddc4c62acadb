import type { YogaServerOptions } from 'graphql-yoga'

type Cors = YogaServerOptions<object, object>['cors']

/** Lets pages of these origins read answers, and no others: Yoga's own default would let any. */
export const corsFor = (allowedOrigins: readonly string[]): Cors => {
  if (allowedOrigins.length === 0) return false
  return (request) => {
    const origin = request.headers.get('origin')
    if (origin === null || !allowedOrigins.includes(origin)) return false
    return {
      origin,
      credentials: false,
      methods: ['GET', 'POST'],
      exposedHeaders: ['retry-after'],
      // Pages that trace send the last two, and without leave for them a browser sends nothing.
      allowedHeaders: ['accept', 'authorization', 'content-type', 'traceparent', 'tracestate'],
      maxAge: 600,
    }
  }
}
