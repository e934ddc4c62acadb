import {
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { isAsyncIterable, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { GuardError } from '../guards/guard-error.ts'
import { upstreamCalls } from '../guards/upstream-calls.ts'

/**
 * Refuses an operation that may call the upstream more often than the limit, before it has called it once; tells of the
 * others what they may cost, and what they did, in `extensions.cost`. A stream tells it with its first event, and not
 * what it spent: it goes on.
 */
export const useOperationCost = (limit: number): Plugin<GatewayContext & YogaInitialContext> => {
  const refusalOf = (estimated: number, { observe, transport }: GatewayContext): GraphQLError | undefined => {
    if (estimated <= limit) return undefined
    observe({ kind: 'refused', transport, guard: 'cost' })
    const message = 'The operation would call the upstream too often.'
    return new GuardError({ guard: 'cost', code: 'COST_EXCEEDED', message, facts: { estimated } })
  }

  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { contextValue } = args
      const estimated = estimate(args as ExecutionArgs)
      const refusal = refusalOf(estimated, contextValue)
      if (refusal) return setResultAndStopExecution({ errors: [refusal] })
      return {
        onExecuteDone({ result, setResult }) {
          if (!isAsyncIterable(result)) setResult(withCost(result, { estimated, spent: contextValue.spent() }))
        },
      }
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const estimated = estimate(args as ExecutionArgs)
      const refusal = refusalOf(estimated, args.contextValue)
      if (refusal) return setResultAndStopExecution({ errors: [refusal] })
      let isFirst = true
      return {
        onSubscribeResult: () => ({
          onNext({ result, setResult }) {
            if (isFirst && !isAsyncIterable(result)) setResult(withCost(result, { estimated }))
            isFirst = false
          },
        }),
      }
    },
  }
}

const withCost = (result: ExecutionResult, cost: object): ExecutionResult => ({
  ...result,
  extensions: { ...result.extensions, cost },
})

// Those of operations without variables, which cost the same each time.
const estimates = new WeakMap<OperationDefinitionNode, number>()

/** 0 for what the executor refuses before it asks anyone: no operation, or variables that do not fit. */
const estimate = (args: ExecutionArgs): number => {
  const operation = getOperationAST(args.document, args.operationName)
  if (!operation) return 0
  const known = estimates.get(operation)
  if (known !== undefined) return known
  const estimated = estimateOf(operation, args)
  if (!operation.variableDefinitions?.length) estimates.set(operation, estimated)
  return estimated
}

const estimateOf = (
  operation: OperationDefinitionNode,
  { schema, document, variableValues }: ExecutionArgs,
): number => {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {})
  if (!coerced) return 0
  const fragments = Object.fromEntries(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  )
  return upstreamCalls({ schema, operation, fragments, variables: coerced })
}
