import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** How much an operation asks for. Fragments count each time that they are spread. */
export interface DocumentSize {
  /** Levels of fields. */
  readonly depth: number
  readonly fields: number
  readonly aliases: number
  /** Fields of the first level. */
  readonly rootFields: number
  readonly directives: number
  /** 1 or more when the schema itself is asked for. */
  readonly introspections: number
  /** `@skip` and `@include` of the first level, in subscriptions. */
  readonly conditions: number
}

const nothing: DocumentSize = {
  ...{ depth: 0, fields: 0, aliases: 0, rootFields: 0, directives: 0 },
  ...{ introspections: 0, conditions: 0 },
}

/**
 * The size of the largest operation of a document, in time linear in the document: each fragment is measured once and
 * its measure added for each spread, so sizes may reach Infinity. A fragment inside itself counts as nothing here;
 * validation refuses it.
 */
export const documentSize = ({ definitions }: DocumentNode): DocumentSize => {
  const fragments = new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  )
  const measured = new Map<string, DocumentSize>()

  const sizeOfFragment = (name: string): DocumentSize => {
    const known = measured.get(name)
    const fragment = fragments.get(name)
    if (known || !fragment) return known ?? nothing
    measured.set(name, nothing)
    const size = sizeOfDefinition(fragment)
    measured.set(name, size)
    return size
  }
  const sizeOfSet = (set: SelectionSetNode | undefined): DocumentSize =>
    (set?.selections ?? []).map(sizeOfSelection).reduce(sum, nothing)
  const sizeOfSelection = (node: SelectionNode): DocumentSize => {
    const { directives = [] } = node
    const own = { ...nothing, directives: directives.length, conditions: directives.filter(isCondition).length }
    if (node.kind === Kind.FRAGMENT_SPREAD) return sum(own, sizeOfFragment(node.name.value))
    const inner = sizeOfSet(node.selectionSet)
    if (node.kind === Kind.INLINE_FRAGMENT) return sum(own, inner)
    const field = { ...own, fields: 1, aliases: node.alias ? 1 : 0, introspections: isIntrospection(node.name.value) }
    return { ...sum(field, inner), rootFields: 1, depth: inner.depth + 1, conditions: own.conditions }
  }
  const sizeOfDefinition = (node: OperationDefinitionNode | FragmentDefinitionNode): DocumentSize => {
    const directives = [node, ...(node.variableDefinitions ?? [])].flatMap((each) => each.directives ?? [])
    const size = sum({ ...nothing, directives: directives.length }, sizeOfSet(node.selectionSet))
    const hasConditions = node.kind === Kind.FRAGMENT_DEFINITION || node.operation === 'subscription'
    return hasConditions ? size : { ...size, conditions: 0 }
  }

  return definitions
    .flatMap((each) => (each.kind === Kind.OPERATION_DEFINITION ? [sizeOfDefinition(each)] : []))
    .reduce(largest, nothing)
}

const isIntrospection = (field: string): number => (field === '__schema' || field === '__type' ? 1 : 0)

const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include'

const combine =
  (merge: (one: number, other: number) => number) =>
  (one: DocumentSize, other: DocumentSize): DocumentSize => ({
    depth: Math.max(one.depth, other.depth),
    fields: merge(one.fields, other.fields),
    aliases: merge(one.aliases, other.aliases),
    rootFields: merge(one.rootFields, other.rootFields),
    directives: merge(one.directives, other.directives),
    introspections: merge(one.introspections, other.introspections),
    conditions: merge(one.conditions, other.conditions),
  })

const sum = combine((one, other) => one + other)
const largest = combine(Math.max)
