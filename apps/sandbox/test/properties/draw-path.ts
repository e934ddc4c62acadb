import type { ContractOperation } from '@grantstream/contract/document'
import fc from 'fast-check'
import { scopeIds } from './hints.ts'
import { known, turn } from './placeholders.ts'

const rawParts = ['', '.', '..', '%2e%2e%2f', '%zz', '%00', 'a/b', 'a?b=c', 'a%2Fb', '%', '*', '\\', 'x'.repeat(150)]
const anyPart = fc.oneof(
  fc.uuid(),
  fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom(...rawParts),
)
const pathHints: Readonly<Record<string, fc.Arbitrary<string>>> = {
  clientId: fc.oneof({ weight: 8, arbitrary: known('client') }, { weight: 2, arbitrary: known('other') }, anyPart),
  executionId: fc.oneof(known('execution'), anyPart),
  scopeId: fc.oneof(fc.constantFrom(...scopeIds), anyPart),
  roleId: fc.oneof(known('role'), known('otherRole'), anyPart),
  namespaceName: fc.oneof(fc.constant('platform.api'), anyPart),
}

/** The path with its parameters; most looks at an execution are at one that there is, of the client it is of. */
export const drawPath = ({ operationId, path }: ContractOperation): fc.Arbitrary<string> => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const drawn = fc.record(Object.fromEntries(names.map((name) => [name, pathHints[name] ?? anyPart])))
  const fill = (parts: Readonly<Record<string, string>>) =>
    path.replace(/\{(\w+)\}/g, (_all, name) => parts[name] ?? '')
  if (operationId !== 'getOauthClientUsageQueryResult') return drawn.map(fill)
  const whole = turn.map((place) => ({
    clientId: `{{executionClient:${place}}}`,
    executionId: `{{execution:${place}}}`,
  }))
  return fc.oneof({ weight: 3, arbitrary: whole }, drawn).map((parts) => fill(parts))
}
