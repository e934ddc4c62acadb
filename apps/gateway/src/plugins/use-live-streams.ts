import { type ExecutionResult, getOperationAST, Kind } from 'graphql'
import { isAsyncIterable, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { GuardError } from '../guards/guard-error.ts'
import type { StreamRegistry } from '../streams/live-streams.ts'

/** Registers every subscription as a live stream; refuses new ones, before their source starts, once it drains. */
export const useLiveStreams = (streams: StreamRegistry): Plugin<GatewayContext & YogaInitialContext> => ({
  onSubscribe({ args, setResultAndStopExecution }) {
    const { transport, progress, signal, observe } = args.contextValue
    if (streams.isDraining) {
      observe({ kind: 'refused', transport, guard: 'draining' })
      setResultAndStopExecution({ errors: [draining()] })
      return
    }
    const field = fieldOf(args)
    const carrier = transport === 'WebSocket' ? transport : 'SSE'
    return {
      onSubscribeResult({ result, setResult }) {
        if (!isAsyncIterable(result)) return
        const results = result as AsyncIterable<ExecutionResult>
        setResult(streams.open(results, { transport: carrier, field, progress, signal }))
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

type Operation = Parameters<typeof getOperationAST>

const fieldOf = ({ document, operationName }: { document: Operation[0]; operationName?: Operation[1] }): string => {
  const field = getOperationAST(document, operationName)?.selectionSet.selections[0]
  return field?.kind === Kind.FIELD ? field.name.value : ''
}
