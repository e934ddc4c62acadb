import { refuse } from '../refuse.ts'

/** The language of the texts in an answer. */
export interface InLanguage {
  /** As in the header Accept-Language, for example `de-de`. The API's default is `en-us`. */
  readonly acceptLanguage?: string
}

export const languageHeaders = ({ acceptLanguage }: InLanguage = {}): Record<string, string> | undefined => {
  if (acceptLanguage === undefined) return undefined
  if (typeof acceptLanguage !== 'string' || !/^[\w*,;=. -]+$/.test(acceptLanguage)) {
    throw refuse('acceptLanguage', acceptLanguage, 'a list of language tags such as de-de')
  }
  return { 'accept-language': acceptLanguage }
}
