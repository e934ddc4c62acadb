import { type GraphQLSchema, isAbstractType } from 'graphql'

/** The source of a constant that tells caches which types an interface or a union can be. */
export const possibleTypes = (schema: GraphQLSchema): string => {
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType)
  const members = abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)])
  const map = JSON.stringify(Object.fromEntries(members), null, 2)
  return `/** The types that an interface or a union can be, as caches want to know them. */\nexport const possibleTypes: Record<string, string[]> = ${map}\n`
}
