/** A foreign key: rows of `from` name rows of `to`. */
export interface TableReference {
  readonly from: string
  readonly to: string
}

/** Tables so that each follows those that it refers to. Errors where they refer to each other in a circle. */
export const inOrderOfReference = (tables: readonly string[], references: readonly TableReference[]): string[] => {
  const ordered: string[] = []
  while (ordered.length < tables.length) {
    const ready = tables.filter(
      (table) => !ordered.includes(table) && references.every(({ from, to }) => from !== table || ordered.includes(to)),
    )
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle')
    ordered.push(...ready)
  }
  return ordered
}
