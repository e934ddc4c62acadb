import { InvalidInput } from '../problems.ts'

/** The option of core for the argument `acceptLanguage`. Throws `InvalidInput` for what is not a language. */
export const languageOption = (acceptLanguage: string | null | undefined): { acceptLanguage?: string } => {
  if (acceptLanguage === null || acceptLanguage === undefined) return {}
  if (!/^[\w*,;=. -]{1,100}$/.test(acceptLanguage))
    throw new InvalidInput([{ path: ['acceptLanguage'], message: 'must be a language tag such as de-de' }])
  return { acceptLanguage }
}
