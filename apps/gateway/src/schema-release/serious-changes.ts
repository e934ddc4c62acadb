import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core'
import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql'

/**
 * The changes from one schema to the next that can break a client, as lines for people: those that break documents, and
 * those that answer what a client was not written for.
 */
export const seriousChanges = async (released: GraphQLSchema, next: GraphQLSchema): Promise<string[]> => {
  const changes = await diff(released, next)
  return changes
    .filter(({ criticality }) => criticality.level !== CriticalityLevel.NonBreaking)
    .filter((change) => !isOptionalArgument(change) && !isProblemOfUnion(change, next))
    .map(({ criticality, message }) => `${criticality.level}: ${message}`)
}

/** No document that there is gives it. */
const isOptionalArgument = ({ type, criticality }: Change): boolean =>
  type === 'FIELD_ARGUMENT_ADDED' && criticality.level === CriticalityLevel.Dangerous

/** Clients fall back to `Problem`. */
const isProblemOfUnion = ({ type, meta }: Change, schema: GraphQLSchema): boolean => {
  if (type !== 'UNION_MEMBER_ADDED') return false
  const problem = schema.getType('Problem')
  const member = schema.getType(meta.addedUnionMemberTypeName)
  return isObjectType(member) && isInterfaceType(problem) && schema.isSubType(problem, member)
}
