import type { ExecutionResult } from 'graphql'
import type { GatewayTransport, ObserveGateway } from '../observe/gateway-event.ts'
import { createLiveStream, type LiveStream, type LiveStreamOptions } from './live-stream.ts'
import type { StreamProgress } from './stream-progress.ts'

/** The streams that a gateway serves at this moment, on all transports. */
export interface LiveStreams {
  readonly size: number
  /** True from the first `drain` on: new streams are refused. */
  readonly isDraining: boolean
  /**
   * Refuses new streams and ends all there are within `windowMs` milliseconds: each is told so, and when to come back,
   * at a moment of its own; whoever does not read that is cut off at the end of the window. Resolves when none is left.
   */
  drain(windowMs: number): Promise<void>
}

/** A subscription that is about to be served. */
export interface StreamRequest {
  readonly transport: GatewayTransport
  /** The field of the subscription. */
  readonly field: string
  readonly progress: StreamProgress
  /** Aborted when the reader is gone. */
  readonly signal: AbortSignal
  /** Told once. */
  readonly onEnd: () => void
}

/** The registry behind `LiveStreams`. */
export interface StreamRegistry extends LiveStreams {
  /** Serves these results as a stream, which is registered until it ends. */
  open(results: AsyncIterable<ExecutionResult>, request: StreamRequest): AsyncIterableIterator<ExecutionResult>
}

export interface LiveStreamsOptions extends Pick<LiveStreamOptions, 'room'> {
  readonly observe: ObserveGateway
  /** From 0 to 1; Math.random by default. */
  readonly random?: () => number
}

export const createLiveStreams = ({ observe, room, random = Math.random }: LiveStreamsOptions): StreamRegistry => {
  const streams = new Map<StreamProgress, LiveStream>()
  let draining: { readonly windowMs: number; readonly done: PromiseWithResolvers<void> } | undefined

  const onDelivered = (lagMs: number) => observe({ kind: 'delivered', lagMs })
  // Whoever is sent away comes back after the window, and not all at once.
  const retryAfterMs = (windowMs: number) => Math.round(1000 + windowMs + random() * Math.max(windowMs, 4000))

  const drain = (windowMs: number): Promise<void> => {
    if (draining) return draining.done.promise
    draining = { windowMs, done: Promise.withResolvers() }
    const { done } = draining
    // The last words are all said in good time, so that there is some left to take them.
    const pauseMs = (windowMs * 0.8) / streams.size
    const words = [...streams.values()].map((stream, index) =>
      setTimeout(() => stream.sayLastWord('draining', retryAfterMs(windowMs)), (index + random()) * pauseMs),
    )
    const deadline = setTimeout(() => {
      for (const stream of streams.values()) stream.cut('draining')
    }, windowMs)
    if (streams.size === 0) done.resolve()
    return done.promise.finally(() => {
      clearTimeout(deadline)
      words.forEach(clearTimeout)
    })
  }

  return {
    get size() {
      return streams.size
    },
    get isDraining() {
      return draining !== undefined
    },
    drain,
    open: (results, { transport, field, progress, signal, onEnd }) => {
      const openedAtMs = performance.now()
      let isLive = true
      observe({ kind: 'stream-opened', transport, field })
      const stream = createLiveStream(results, {
        progress,
        signal,
        room,
        onDelivered,
        onEnd: (end) => {
          isLive = false
          streams.delete(progress)
          onEnd()
          observe({ kind: 'stream-ended', transport, field, end, durationMs: performance.now() - openedAtMs })
          if (streams.size === 0) draining?.done.resolve()
        },
      })
      if (isLive) streams.set(progress, stream)
      // It was accepted just before.
      if (draining) stream.sayLastWord('draining', retryAfterMs(draining.windowMs))
      return stream.results
    },
  }
}
