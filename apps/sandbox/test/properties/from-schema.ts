import { readContract } from '@grantstream/contract/document'
import fc from 'fast-check'
import { webAddress } from './web-address.ts'

/** A schema of the contract, as far as requests have them. */
export interface Schema {
  readonly $ref?: string
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean'
  readonly format?: string
  readonly enum?: readonly string[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly minLength?: number
  readonly maxLength?: number
}

/** What a schema cannot say: values of these names that make sense, or nearly. */
export type Hints = Readonly<Record<string, fc.Arbitrary<unknown>>>

const { components } = readContract() as unknown as { components: { schemas: Record<string, Schema> } }

/** Values that fit a schema; optional properties come and go. */
export const fromSchema = (schema: Schema, hints: Hints): fc.Arbitrary<unknown> => {
  if (schema.$ref) return fromSchema(components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, hints)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object':
      return fromObject(schema, hints)
    case 'array':
      return fc.array(fromSchema(schema.items ?? {}, hints), { maxLength: 4 })
    case 'integer':
      return fc.oneof(fc.integer(), fc.maxSafeInteger())
    case 'boolean':
      return fc.boolean()
    default:
      return fromText(schema)
  }
}

const fromObject = ({ properties = {}, required = [] }: Schema, hints: Hints): fc.Arbitrary<unknown> =>
  fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, each]) => [name, hints[name] ?? fromSchema(each, hints)]),
    ),
    { requiredKeys: [...required] },
  )

const instant = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })

const fromText = ({ format, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> => {
  if (format === 'uri') return webAddress('https', 'http')
  if (format === 'date-time') return instant.map((date) => date.toISOString())
  if (format === 'interval')
    return fc.tuple(instant, instant, fc.constantFrom(7, 10, 24)).map(([from, to, length]) => {
      return `${from.toISOString().slice(0, length)}/${to.toISOString().slice(0, length)}`
    })
  return fc.string({ unit: 'grapheme', minLength, maxLength })
}
