import { builder } from '../builder.ts'
import type { ObserveGateway } from '../observe/gateway-event.ts'

/** A value as the vendor spells it, and what it means. */
type Meanings<Value extends string> = Readonly<Record<Value, string>>

interface Observed {
  readonly observe: ObserveGateway
}

interface EnumValue<Value> {
  readonly value: Value
  readonly description: string
}

/** `CLIENT-CREDENTIALS` and `OAuthClientId` as `CLIENT_CREDENTIALS` and `OAUTH_CLIENT_ID`. */
const screamingCase = (value: string): string =>
  value
    .replace(/^OAuth/, 'Oauth')
    .replace(/([a-z])([A-Z0-9])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase()

const enumValues = <Value extends string>(meanings: Meanings<Value>): Record<string, EnumValue<Value>> =>
  Object.fromEntries(
    Object.entries<string>(meanings).map(([value, description]) => [
      screamingCase(value),
      { value: value as Value, description },
    ]),
  )

/** An enum that callers send: resolvers see the vendor's spelling. */
export const inputEnum = <Value extends string>(name: string, description: string, meanings: Meanings<Value>) =>
  builder.enumType(name, { description, values: enumValues(meanings) })

/**
 * An enum that the upstream sends. A value that is new to us reads as `UNKNOWN`, never as an error, and is told of by
 * `tell`; `read` keeps it to itself.
 */
export const outputEnum = <Value extends string>(name: string, description: string, meanings: Meanings<Value>) => {
  const values: Record<string, EnumValue<Value | 'UNKNOWN'>> = {
    ...enumValues(meanings),
    UNKNOWN: { value: 'UNKNOWN', description: 'A value that this gateway does not know.' },
  }
  const isKnown = (value: unknown): value is Value => typeof value === 'string' && Object.hasOwn(meanings, value)
  const read = (value: string): Value | 'UNKNOWN' => (isKnown(value) ? value : 'UNKNOWN')
  return {
    type: builder.enumType(name, { description, values }),
    read,
    tell: (value: string, { observe }: Observed): Value | 'UNKNOWN' => {
      const known = read(value)
      if (known === 'UNKNOWN') observe({ kind: 'unknown-value', enumeration: name })
      return known
    },
  }
}
