import { type Rules, requireOptions } from '../http/call-options.ts'

/** The language of the texts in an answer. */
export interface InLanguage {
  /** As in the header Accept-Language, for example `de-de`. The API's default is `en-us`. */
  readonly acceptLanguage?: string | undefined
}

export const languageHeaders = (options: InLanguage = {}): Record<string, string> | undefined => {
  requireOptions(options, rules)
  return options.acceptLanguage ? { 'accept-language': options.acceptLanguage } : undefined
}

const rules: Rules = {
  acceptLanguage: ['a list of language tags', (value) => typeof value === 'string' && /^[\w*,;=. -]+$/.test(value)],
}
