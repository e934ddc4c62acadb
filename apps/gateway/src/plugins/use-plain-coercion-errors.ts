import type { ExecutionArgs } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { coercionErrors } from '../server/coercion-errors.ts'

/** Refuses variables that do not fit their types, in words of ours: those of the executor quote the values. */
export const usePlainCoercionErrors = (): Plugin => ({
  onExecute({ args, setResultAndStopExecution }) {
    const errors = coercionErrors(args as ExecutionArgs)
    if (errors.length > 0) setResultAndStopExecution({ errors })
  },
  onSubscribe({ args, setResultAndStopExecution }) {
    const errors = coercionErrors(args as ExecutionArgs)
    if (errors.length > 0) setResultAndStopExecution({ errors })
  },
})
