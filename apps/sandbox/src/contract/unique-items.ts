import type { FuncKeywordDefinition } from 'ajv'

/** The keyword of JSON Schema as Ajv has it, but Ajv makes two lists of names for each pair of objects that it compares. */
export const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  validate: (isWanted: boolean, items: readonly unknown[]) => !isWanted || areUnique(items),
}

const areUnique = (items: readonly unknown[]): boolean => {
  for (let place = 1; place < items.length; place++)
    for (let before = 0; before < place; before++) if (areEqual(items[place], items[before])) return false
  return true
}

/** Of two values of JSON. */
const areEqual = (one: unknown, other: unknown): boolean => {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>]
  for (const name in left) if (!(name in right) || !areEqual(left[name], right[name])) return false
  for (const name in right) if (!(name in left)) return false
  return true
}
