/** Tells whether a JSON object can be the answer of an operation. */
export type BodyCheck = (body: Readonly<Record<string, unknown>>) => boolean

/** True when a field is a text that is not empty. */
export const hasText =
  (field: string): BodyCheck =>
  (body) =>
    typeof body[field] === 'string' && body[field] !== ''

/** True for a listing: `entities` may be left out, but is nothing else than an array. */
export const hasEntities: BodyCheck = ({ entities }) => entities === undefined || Array.isArray(entities)
