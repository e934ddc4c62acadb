import { english } from './english.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import { japanese } from './japanese.ts'
import { portuguese } from './portuguese.ts'
import { bothForms, type ScopeWording, singleForms } from './scope-ids.ts'
import { spanish } from './spanish.ts'

const describe = ({ readAndChange, read, nouns, sentences }: ScopeWording): ReadonlyMap<string, string> =>
  new Map(
    [
      ...bothForms.flatMap((id): [string, string][] => [
        [id, readAndChange(nouns[id])],
        [`${id}:readonly`, read(nouns[id])],
      ]),
      ...singleForms.map((id): [string, string] => [id, sentences[id]]),
    ].sort(([one], [other]) => (one < other ? -1 : 1)),
  )

/** Every scope by its id, with what it allows, by language. Source of the ids: API facts, section 7. */
export const scopesByLanguage = {
  'en-us': describe(english),
  de: describe(german),
  es: describe(spanish),
  fr: describe(french),
  ja: describe(japanese),
  'pt-br': describe(portuguese),
} as const

export type Language = keyof typeof scopesByLanguage

/** Every scope by its id, in English. */
export const scopes = scopesByLanguage['en-us']
