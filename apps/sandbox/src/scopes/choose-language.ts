import Negotiator from 'negotiator'
import { type Language, scopesByLanguage } from './scopes.ts'

const languages = Object.keys(scopesByLanguage) as Language[]

/**
 * The language of ours that an `Accept-Language` prefers by its quality values; `en-us` when it takes none of them. A
 * language stands for its regions and a region for its language: `pt` is answered by `pt-br` and `de-AT` by `de`.
 */
export const chooseLanguage = (acceptLanguage: string | undefined): Language => {
  const headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage }
  const chosen = new Negotiator({ headers }).language(languages)
  return languages.find((each) => each === chosen) ?? 'en-us'
}
