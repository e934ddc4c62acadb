import {
  coerceInputValue,
  type ExecutionArgs,
  GraphQLError,
  getOperationAST,
  isInputType,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql'

/** What is wrong with the variables of an operation, telling names and types but no values. */
export const coercionErrors = ({ schema, document, operationName, variableValues }: ExecutionArgs): GraphQLError[] => {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? []
  return definitions.flatMap((definition) => faultsOf(definition, schema, variableValues ?? {}))
}

// A long list may be wrong in each of its items, and the answer must not be longer than the question.
const maxFaults = 10

const faultsOf = (
  definition: VariableDefinitionNode,
  schema: ExecutionArgs['schema'],
  values: Readonly<Record<string, unknown>>,
): GraphQLError[] => {
  const name = definition.variable.name.value
  const type = typeFromAST(schema, definition.type)
  if (!isInputType(type)) return []
  const fault = (path: readonly (string | number)[]) =>
    new GraphQLError(`Variable "$${[name, ...path].join('.')}" does not fit its type: "$${name}" is a ${type}.`, {
      nodes: definition,
      extensions: { code: 'INVALID_INPUT', http: { spec: true, status: 422 } },
    })

  if (!Object.hasOwn(values, name)) return isNonNullType(type) && !definition.defaultValue ? [fault([])] : []
  const faults: GraphQLError[] = []
  coerceInputValue(values[name], type, (path, _value, { message }) => {
    const missing = /^Field "(\w+)" of required type/.exec(message)?.[1]
    if (faults.length < maxFaults) faults.push(fault(missing ? [...path, missing] : path))
  })
  return faults
}
