import fc from 'fast-check'
import type { Parameter } from './declared.ts'
import { formText } from './form-text.ts'
import { fromSchema } from './from-schema.ts'
import { loginHints } from './hints.ts'

const clientInOrder = [
  ['client_id', '{{pageClient:0}}'],
  ['redirect_uri', 'https://desktop.example/callback'],
  ['response_type', 'code'],
] as const
const evilQueries = [
  '',
  '?',
  'days=',
  'days=0',
  'days=1&days=2',
  'days[]=1',
  'days=1e3',
  '%',
  '=&=',
  'a=%00',
  'days=%zz',
  'days=%EF%BC%97',
]
/** A query of the declared parameters, of others, or of none. */
export const drawQuery = (parameters: readonly Parameter[]): fc.Arbitrary<string> => {
  const named = parameters.filter((each) => each.in === 'query')
  const values = named.map(({ name, schema }) => {
    const valid =
      name === 'days' ? fc.integer({ min: 1, max: 400 }).map(String) : (loginHints[name] ?? fromSchema(schema, {}))
    return fc.option(
      fc.oneof({ weight: 5, arbitrary: valid }, fc.string()).map((value) => [name, String(value)] as const),
    )
  })
  const drawn = fc.tuple(...values).map((all) => formText(all.filter((each) => each !== null)))
  const inOrder = fc
    .record({ state: fc.string(), prompt: fc.constantFrom('', 'login'), login_hint: fc.string() }, { requiredKeys: [] })
    .map((more) => formText([...clientInOrder, ...Object.entries(more)]))
  const isLogin = named.some(({ name }) => name === 'client_id')
  return fc.oneof(
    { weight: isLogin ? 6 : 0, arbitrary: inOrder },
    { weight: 6, arbitrary: drawn },
    fc.constantFrom(...evilQueries),
    fc.webQueryParameters(),
    fc.string({ maxLength: 20 }).map((text) => encodeURI(text.toWellFormed()).replaceAll('#', '')),
  )
}
