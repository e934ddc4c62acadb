import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { type Calls, callsOfField, callsOfSelection, type SharedCall } from './call-table.ts'

type Variables = Readonly<Record<string, unknown>>
type Fragments = Readonly<Record<string, FragmentDefinitionNode>>

/** What is asked of whom: the operation with its fragments and its variables, coerced. */
export interface Question {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Fragments
  readonly variables: Variables
}

/**
 * How many calls of the upstream an operation makes at the most, in time linear in the document. What a request asks for
 * once however often it is selected counts once; a root field counts for each of its response keys.
 */
export const upstreamCalls = (question: Question): number => {
  const { schema, operation, fragments, variables } = question
  const shared = new Set<SharedCall>()
  const seen = new Set<string>()
  const counted = new Set<string>()
  let own = 0

  const count = ({ own: calls = 0, shared: names = [] }: Calls) => {
    own += calls
    for (const name of names) shared.add(name)
  }
  const countRoot = (root: GraphQLObjectType, node: FieldNode) => {
    const field = root.getFields()[node.name.value]
    const key = node.alias?.value ?? node.name.value
    // Selections of one response key are merged into one field: validation has made sure that they agree.
    if (!field || counted.has(key)) return
    counted.add(key)
    count(callsOfField(`${root.name}.${field.name}`, argumentsOf(field, node, variables)))
  }
  const walk = (set: SelectionSetNode, type: GraphQLNamedType | undefined, parent: string) => {
    for (const node of set.selections) {
      if (!isIncluded(node, variables)) continue
      if (node.kind === Kind.INLINE_FRAGMENT) {
        walk(node.selectionSet, node.typeCondition ? schema.getType(node.typeCondition.name.value) : type, parent)
      } else if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments[node.name.value]
        const visit = `${parent} ${node.name.value}`
        if (!fragment || seen.has(visit)) continue
        seen.add(visit)
        walk(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), parent)
      } else {
        if (!isObjectType(type) && !isInterfaceType(type)) continue
        if (isObjectType(type) && isRoot(schema, type)) countRoot(type, node)
        const coordinate = `${type.name}.${node.name.value}`
        count(callsOfSelection(coordinate, parent))
        const field = type.getFields()[node.name.value]
        if (field && node.selectionSet) walk(node.selectionSet, getNamedType(field.type), coordinate)
      }
    }
  }
  walk(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, '')
  return own + shared.size
}

/** The arguments of a field; none when they do not fit, for which the executor fails the field before it asks anyone. */
const argumentsOf = (field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Variables): Variables => {
  try {
    return getArgumentValues(field, node, variables)
  } catch {
    return {}
  }
}

const isRoot = (schema: GraphQLSchema, type: GraphQLObjectType): boolean =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type)

const isIncluded = (node: { readonly directives?: readonly DirectiveNode[] }, variables: Variables): boolean => {
  try {
    return (
      getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true &&
      getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false
    )
  } catch {
    return false
  }
}
