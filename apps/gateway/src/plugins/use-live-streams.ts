import { type ExecutionResult, getOperationAST, Kind } from 'graphql'
import { isAsyncIterable, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { GuardError } from '../guards/guard-error.ts'
import type { StreamRegistry } from '../streams/live-streams.ts'
import type { StreamRoom } from '../streams/stream-room.ts'

/**
 * Registers every subscription as a live stream, which has a place in the room until it ends; refuses new ones, before
 * their source starts, when there are as many as may be, and once the streams drain.
 */
export const useLiveStreams = (
  streams: StreamRegistry,
  room: StreamRoom,
): Plugin<GatewayContext & YogaInitialContext> => ({
  async onSubscribe({ args, subscribeFn, setSubscribeFn, setResultAndStopExecution }) {
    const { caller, principal, transport, progress, signal, observe } = args.contextValue
    const giveBack = streams.isDraining ? undefined : await room.take(caller, principal)
    if (!giveBack || streams.isDraining) {
      giveBack?.()
      const refusal = streams.isDraining ? draining() : tooManyStreams()
      observe({ kind: 'refused', transport, guard: refusal.guard })
      return setResultAndStopExecution({ errors: [refusal] })
    }
    setSubscribeFn(async (given) => {
      try {
        return await subscribeFn(given)
      } catch (failure) {
        giveBack()
        throw failure
      }
    })
    const field = fieldOf(args)
    const carrier = transport === 'WebSocket' ? transport : 'SSE'
    return {
      onSubscribeResult({ result, setResult }) {
        if (!isAsyncIterable(result)) return giveBack()
        const results = result as AsyncIterable<ExecutionResult>
        setResult(streams.open(results, { transport: carrier, field, progress, signal, onEnd: giveBack }))
      },
    }
  },
})

const draining = () =>
  new GuardError({
    guard: 'draining',
    code: 'DRAINING',
    message: 'The gateway is about to stop: subscribe again in a moment.',
    http: { status: 503, headers: { 'retry-after': '1' } },
  })

const tooManyStreams = () =>
  new GuardError({
    guard: 'streams',
    code: 'TOO_MANY_STREAMS',
    message: 'There are as many streams as may be: end one, or subscribe again later.',
    http: { status: 503, headers: { 'retry-after': '5' } },
  })

type Operation = Parameters<typeof getOperationAST>

const fieldOf = ({ document, operationName }: { document: Operation[0]; operationName?: Operation[1] }): string => {
  const field = getOperationAST(document, operationName)?.selectionSet.selections[0]
  return field?.kind === Kind.FIELD ? field.name.value : ''
}
