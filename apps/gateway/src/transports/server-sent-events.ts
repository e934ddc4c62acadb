import { Readable } from 'node:stream'
import type { ExecutionResult } from 'graphql'
import { withoutInternals } from './without-internals.ts'

export interface ServerSentEventsOptions {
  readonly pingMs: number
  readonly retryMs: number
  /** Told whenever that changes how much of a frame still waits for the reader. */
  readonly onRest: (length: number) => void
}

// Small, so that a reader who takes a large frame slowly is seen to take it.
const pieceLength = 16_384
const nothing = Buffer.alloc(0)

/**
 * Results as server-sent events: `next` for each, then one empty `complete`, and comments in between as signs of life.
 * No `id:`: a stream is followed again by the ids of its execution, not from a place in it. Asks for a result only when
 * there is room for it. Destroying it returns the results.
 */
export const serverSentEvents = (
  results: AsyncIterable<ExecutionResult>,
  { pingMs, retryMs, onRest }: ServerSentEventsOptions,
): Readable => {
  const iterator = results[Symbol.asyncIterator]()
  let rest = Buffer.from(`retry: ${retryMs}\n\n`)
  let isAsking = false
  let isLast = false

  /** Pushes what is left of the frame; true when the frame is out. */
  const pushRest = (body: Readable): boolean => {
    while (rest.length > 0) {
      const piece = rest.subarray(0, pieceLength)
      rest = rest.subarray(pieceLength)
      const hasRoom = body.push(piece)
      onRest(rest.length)
      if (!hasRoom) return false
    }
    if (isLast) body.push(null)
    return true
  }
  const ask = async (body: Readable) => {
    isAsking = true
    // What fails has been told of before; the reader is not to wait for more.
    const { done, value } = await iterator.next().catch(() => ({ done: true, value: undefined }) as const)
    isAsking = false
    if (body.destroyed) return
    isLast = done === true
    rest = Buffer.from(
      done ? 'event: complete\ndata:\n\n' : `event: next\ndata: ${JSON.stringify(withoutInternals(value))}\n\n`,
    )
    pushRest(body)
  }
  let ping: NodeJS.Timeout | undefined
  const body = new Readable({
    highWaterMark: pieceLength,
    read() {
      // Not before: a body that nobody ever reads is not destroyed either.
      ping ??= setInterval(showLife, pingMs)
      if (pushRest(body) && !isLast && !isAsking) ask(body)
    },
    destroy(failure, done) {
      clearInterval(ping)
      rest = nothing
      onRest(0)
      iterator.return?.().catch(() => undefined)
      done(failure)
    },
  })
  const showLife = () => {
    // Behind what nobody has read yet it would be no sign of anything.
    if (rest.length === 0 && !isLast && body.readableLength === 0) body.push(':\n\n')
  }
  return body
}
