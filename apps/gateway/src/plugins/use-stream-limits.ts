import type { ExecutionResult } from 'graphql'
import { isAsyncIterable, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { GuardError } from '../guards/guard-error.ts'
import type { StreamRoom } from '../streams/stream-room.ts'

/** Refuses a subscription, before its source starts, when there are as many streams as may be. */
export const useStreamLimits = (room: StreamRoom): Plugin<GatewayContext & YogaInitialContext> => ({
  async onSubscribe({ args, subscribeFn, setSubscribeFn, setResultAndStopExecution }) {
    const { caller, principal, transport, observe } = args.contextValue
    const giveBack = await room.take(caller, principal)
    if (!giveBack) {
      observe({ kind: 'refused', transport, guard: 'streams' })
      return setResultAndStopExecution({ errors: [tooManyStreams()] })
    }
    setSubscribeFn(async (given) => {
      try {
        return await subscribeFn(given)
      } catch (failure) {
        giveBack()
        throw failure
      }
    })
    return {
      onSubscribeResult({ result, setResult }) {
        if (isAsyncIterable(result)) setResult(released(result as AsyncIterable<ExecutionResult>, giveBack))
        else giveBack()
      },
    }
  },
})

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
