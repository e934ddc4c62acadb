import type { ExecutionResult } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { GuardError } from '../guards/guard-error.ts'
import type { Caller } from '../principal/caller.ts'

/** How many streams may live at the same time. */
export interface StreamLimits {
  readonly total: number
  /** Of one token. */
  readonly perCaller: number
}

export const defaultStreamLimits: StreamLimits = { total: 5_000, perCaller: 200 }

/** Refuses a subscription, before its source starts, when there are as many streams as may be. */
export const useStreamLimits = ({ total, perCaller }: StreamLimits): Plugin<GatewayContext> => {
  const ofCallers = new Map<Caller, number>()
  let all = 0
  const count = (caller: Caller, change: 1 | -1) => {
    all += change
    const left = (ofCallers.get(caller) ?? 0) + change
    if (left === 0) ofCallers.delete(caller)
    else ofCallers.set(caller, left)
  }

  return {
    onSubscribe({ args, setResultAndStopExecution }) {
      const { caller, transport, observe } = args.contextValue
      if (all >= total || (ofCallers.get(caller) ?? 0) >= perCaller) {
        observe({ kind: 'refused', transport, guard: 'streams' })
        return setResultAndStopExecution({ errors: [tooManyStreams()] })
      }
      return {
        onSubscribeResult({ result, setResult }) {
          if (!isAsyncIterable(result)) return
          count(caller, 1)
          setResult(released(result as AsyncIterable<ExecutionResult>, () => count(caller, -1)))
        },
      }
    },
  }
}

/** The same results; calls `release` once when they are over or nobody wants more of them. */
const released = (
  results: AsyncIterable<ExecutionResult>,
  release: () => void,
): AsyncIterableIterator<ExecutionResult> => {
  const iterator = results[Symbol.asyncIterator]()
  let isOver = false
  const end = () => {
    if (!isOver) release()
    isOver = true
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      try {
        const next = await iterator.next()
        if (next.done) end()
        return next
      } catch (failure) {
        end()
        throw failure
      }
    },
    async return() {
      end()
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
}

const tooManyStreams = () =>
  new GuardError({
    guard: 'streams',
    code: 'TOO_MANY_STREAMS',
    message: 'There are as many streams as may be: end one, or subscribe again later.',
    http: { status: 503, headers: { 'retry-after': '5' } },
  })
