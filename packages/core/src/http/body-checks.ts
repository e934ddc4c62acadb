/** Tells whether a JSON object can be the answer of an operation. */
export type BodyCheck = (body: Readonly<Record<string, unknown>>) => boolean

/** True when a field is a text that is not empty. */
export const hasText =
  (field: string): BodyCheck =>
  (body) =>
    typeof body[field] === 'string' && body[field] !== ''

/** True when a field is left out, null or an array. */
export const mayHaveArray =
  (field: string): BodyCheck =>
  (body) =>
    body[field] == null || Array.isArray(body[field])
