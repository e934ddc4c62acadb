import { Lexer, Source, TokenKind } from 'graphql'

/** Whether a document has more lexical tokens than `limit`; reads no further than it takes to tell. Throws syntax errors. */
export const hasMoreTokens = (text: string, limit: number): boolean => {
  const lexer = new Lexer(new Source(text))
  for (let count = 0; lexer.advance().kind !== TokenKind.EOF; count += 1) if (count >= limit) return true
  return false
}
