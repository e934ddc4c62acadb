/** Pairs as a form writes them, with the placeholders left as they are. */
export const formText = (pairs: readonly (readonly [string, string])[]): string =>
  pairs
    .map((pair) =>
      pair.map((text) => encodeURIComponent(text.toWellFormed()).replace(/%7B%7B(.+?)%7D%7D/g, restore)).join('='),
    )
    .join('&')

const restore = (_all: string, inside: string): string => `{{${decodeURIComponent(inside)}}}`
