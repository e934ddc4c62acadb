import {
  BREAK,
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isLeafType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SubscriptionArgs,
  TypeInfo,
  type TypeNode,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'
import { isAsyncIterable, isPromise, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { mapResults } from '../streams/map-results.ts'
import type { KnownOperation } from '../transports/known-operations.ts'

/**
 * Executes queries, and each event of a subscription, by functions that are compiled of their documents, which takes a
 * fraction of the time that walking them takes. Documents are kept by Yoga for their text, and what was compiled of one
 * is kept as long as it is. Left to the executor that walks: mutations, which are few; input objects as variables, whose
 * defaults it forgets; and `isMistaken`. The source of a subscription is made by the executor too, so there those may be.
 */
export const useCompiledExecution = (
  onCompiled: (text: string, operationName: string | null | undefined, operation: KnownOperation) => void,
): Plugin<GatewayContext & YogaInitialContext> => {
  const compiled = new WeakMap<DocumentNode, Map<string, CompiledQuery | undefined>>()

  const compiledOf = (args: ExecutionArgs): CompiledQuery | undefined => {
    const operations = compiled.get(args.document) ?? new Map<string, CompiledQuery | undefined>()
    compiled.set(args.document, operations)
    const name = args.operationName ?? ''
    if (!operations.has(name)) operations.set(name, compile(args))
    return operations.get(name)
  }

  const tell = (type: KnownOperation['type'], { document, operationName, contextValue }: ExecutionArgs) => {
    const { query: text } = (contextValue as YogaInitialContext).params
    if (text) onCompiled(text, operationName, { type, document })
  }

  return {
    onExecute({ args, setExecuteFn }) {
      const query = compiledOf(args as ExecutionArgs)
      if (!query) return
      tell('query', args as ExecutionArgs)
      setExecuteFn(({ rootValue, contextValue, variableValues }) =>
        executeCompiled(query, rootValue, contextValue, variableValues),
      )
    },
    onSubscribe({ args, setSubscribeFn }) {
      const query = compiledOf(args as ExecutionArgs)
      if (!query) return
      tell('subscription', args as ExecutionArgs)
      setSubscribeFn(async (given: SubscriptionArgs) => {
        const events = await createSourceEventStream(given)
        if (!isAsyncIterable(events)) return events
        const { contextValue, variableValues } = given
        return mapResults(events, (event) => executeCompiled(query, event, contextValue, variableValues))
      })
    },
  }
}

const executeCompiled = (
  { query }: CompiledQuery,
  rootValue: unknown,
  contextValue: unknown,
  variableValues: ExecutionArgs['variableValues'],
): ExecutionResult | Promise<ExecutionResult> => {
  const result = query(rootValue, contextValue, variableValues ?? {}) as ExecutionResult | Promise<ExecutionResult>
  return isPromise(result) ? result.then(withWholeErrors) : withWholeErrors(result)
}

const compile = ({ schema, document, operationName }: ExecutionArgs): CompiledQuery | undefined => {
  const operation = getOperationAST(document, operationName)
  if (!operation || operation.operation === OperationTypeNode.MUTATION) return undefined
  if (isMistaken(schema, document, operation)) return undefined
  const isQuery = operation.operation === OperationTypeNode.QUERY
  if (isQuery && !(operation.variableDefinitions ?? []).every(({ type }) => isOfLeaves(schema, type))) return undefined
  const query = compileQuery(schema, document, operationName ?? '')
  return isCompiledQuery(query) ? query : undefined
}

/**
 * True for what the compiler gets wrong. It forgets directives of a fragment where the field is selected outside of it too;
 * asks for a non-null variable that has a default; and takes a variable that may be null, or left out, for a value where
 * null cannot be, without the default of that place.
 */
const isMistaken = (schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): boolean => {
  const types = new TypeInfo(schema)
  const required = new Set<string>()
  let found = false
  const stop = () => {
    found = true
    return BREAK
  }
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    if (type.kind !== Kind.NON_NULL_TYPE) continue
    if (defaultValue) return true
    required.add(variable.name.value)
  }
  visit(
    document,
    visitWithTypeInfo(types, {
      Directive: stop,
      Variable: ({ name }) => (isNonNullType(types.getInputType()) && !required.has(name.value) ? stop() : undefined),
    }),
  )
  return found
}

const isOfLeaves = (schema: GraphQLSchema, node: TypeNode): boolean => {
  const type = typeFromAST(schema, node)
  return type !== undefined && isLeafType(getNamedType(type))
}

/** The errors of a compiled query lack what those of the executor have. */
const withWholeErrors = (result: ExecutionResult): ExecutionResult =>
  result.errors ? { ...result, errors: result.errors.map(wholeError) } : result

const wholeError = ({ message, locations, path, originalError }: GraphQLError): GraphQLError =>
  Object.defineProperty(new GraphQLError(message, { path, originalError }), 'locations', {
    value: locations,
    enumerable: true,
  })
