/** What a value is, in a word or two that show nothing of it. */
export const describe = (value: unknown): string => {
  if (value === null) return 'null'
  if (value === '') return 'an empty string'
  if (Array.isArray(value)) return 'an array'
  return typeof value
}
