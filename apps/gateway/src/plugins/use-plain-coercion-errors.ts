import type { ExecutionArgs, GraphQLError } from 'graphql'
import type { Plugin, YogaInitialContext } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { coercionErrors } from '../server/coercion-errors.ts'

/** Refuses variables that do not fit their types, in words of ours: those of the executor quote the values. */
export const usePlainCoercionErrors = (): Plugin<GatewayContext & YogaInitialContext> => {
  const errorsOf = (args: ExecutionArgs, { observe, transport }: GatewayContext): readonly GraphQLError[] => {
    const errors = coercionErrors(args)
    if (errors.length > 0) observe({ kind: 'refused', transport, guard: 'variables' })
    return errors
  }

  return {
    onExecute({ args, setResultAndStopExecution }) {
      const errors = errorsOf(args as ExecutionArgs, args.contextValue)
      if (errors.length > 0) setResultAndStopExecution({ errors })
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const errors = errorsOf(args as ExecutionArgs, args.contextValue)
      if (errors.length > 0) setResultAndStopExecution({ errors })
    },
  }
}
