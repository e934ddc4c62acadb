/** What a part of a document refers to, or the part itself. */
export const follow = (document: object, part: object): object => {
  if (!('$ref' in part)) return part
  const names = String(part.$ref).slice('#/'.length).split('/')
  const found = names.reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], document)
  if (typeof found !== 'object' || found === null) throw new Error(`The contract has no ${part.$ref}`)
  return follow(document, found)
}

/**
 * A copy of a schema in a document, with what it refers to in place of references. It may contain itself; errors where
 * another schema in it does.
 */
export const dereference = (document: object, schema: object): object => {
  const root = '$ref' in schema ? schema.$ref : undefined
  const copy = (node: unknown, within: readonly unknown[]): unknown => {
    if (typeof node !== 'object' || node === null) return node
    if (Array.isArray(node)) return node.map((each) => copy(each, within))
    if (!('$ref' in node))
      return Object.fromEntries(Object.entries(node).map(([name, each]) => [name, copy(each, within)]))
    if (within.length > 0 && node.$ref === root) return { $ref: '#' }
    if (within.includes(node.$ref)) throw new Error(`${node.$ref} of the contract contains itself`)
    return copy(follow(document, node), [...within, node.$ref])
  }
  return copy(schema, []) as object
}
