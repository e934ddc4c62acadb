import fc from 'fast-check'
import type { Operation } from './declared.ts'
import { formText } from './form-text.ts'
import { fromSchema } from './from-schema.ts'
import { coherentClient, hints, loginHints } from './hints.ts'
import { garbage, spoil } from './spoil.ts'

const contentTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/xml',
  'nonsense',
  '',
]
/** A body with its type: in order, spoilt in one place, garbage, or none. */
export const drawBody = ({ requestBody }: Operation): fc.Arbitrary<{ body: string | undefined; type: string }> => {
  const [[type, { schema }] = ['application/json', { schema: {} }]] = Object.entries(requestBody?.content ?? {})
  const isForm = type.endsWith('urlencoded')
  const isClient = schema.$ref?.endsWith('/OAuthClientRequest')
  const drawnBySchema = fromSchema(schema, isForm ? loginHints : hints)
  const valid = isClient ? fc.oneof(coherentClient, drawnBySchema) : drawnBySchema
  const validText = isForm
    ? valid.map((form) => formText(Object.entries(form as object).map(([name, value]) => [name, String(value)])))
    : valid.map((value) => JSON.stringify(value))
  const none = fc.constant(undefined)
  const drawn: fc.Arbitrary<string | undefined> = requestBody
    ? fc.oneof({ weight: 6, arbitrary: validText }, { weight: 4, arbitrary: spoil(valid) }, garbage, none)
    : fc.oneof({ weight: 8, arbitrary: none }, garbage)
  const types = fc.oneof({ weight: 9, arbitrary: fc.constant(type) }, fc.constantFrom(...contentTypes))
  return fc.record({ body: drawn, type: types })
}
