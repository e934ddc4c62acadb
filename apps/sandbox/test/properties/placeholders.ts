import fc from 'fast-check'

/** A turn among whatever there is by then. */
export const turn = fc.nat({ max: 30 })
/** What stands for something that is known when the request is sent. */
export const known = (what: string) => turn.map((place) => `{{${what}:${place}}}`)
/** A text with the canary of the caller's organisation. */
export const marked = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => `{{canary}} ${text}`)
