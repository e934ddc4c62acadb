import fc from 'fast-check'

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
/** Texts that have broken parsers and databases before; as JSON, so that what JSON alone can say is among them. */
const evilJson = fc.constantFrom(
  'null',
  'true',
  '""',
  '0',
  '-1',
  '1e400',
  '1.5',
  '9007199254740993',
  '"\\u0000"',
  '"\\ud800"',
  '"\\ufeff"',
  '"%00%zz"',
  '"\' or 1=1 --"',
  '"{\\"a\\":1}"',
  '[]',
  '{}',
  '[[[[]]]]',
  '{"__proto__":{"a":1}}',
  `"${'x'.repeat(5000)}"`,
  JSON.stringify(Array(1001).fill('x')),
  '['.repeat(40) + ']'.repeat(40),
)

/** A JSON text that differs in one place from one that was in order. */
export const spoil = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc
    .tuple(valid, fc.nat(), fc.constantFrom('drop', 'set', 'add', 'twice', 'cut', 'wrap', 'mark'), evilJson, anyText)
    .map(([value, place, how, evil, text]) => {
      const entries = Object.entries(value ?? {}).map(([name, each]) => [name, JSON.stringify(each)] as const)
      const at = entries.length === 0 ? 0 : place % entries.length
      const [name = 'name', given = '1'] = entries[at] ?? []
      const write = (all: readonly (readonly [string, string])[]) =>
        `{${all.map(([key, each]) => `${JSON.stringify(key)}:${each}`).join(',')}}`
      switch (how) {
        case 'drop':
          return write(entries.toSpliced(at, 1))
        case 'set':
          return write(entries.with(at, [name, evil]).slice(0, Math.max(entries.length, 1)))
        case 'add':
          return write([...entries, [text, evil]])
        case 'twice':
          return write([...entries, [name, evil], [name, given]])
        case 'cut':
          return write(entries).slice(0, place % (write(entries).length + 1))
        case 'wrap':
          return `[${write(entries)}]`
        default:
          return `\ufeff${write(entries)},`
      }
    })

/** What is no JSON, or no object. */
export const garbage: fc.Arbitrary<string> = fc.oneof(
  fc.json(),
  evilJson,
  anyText,
  fc.constant('a=1&b[c]=2'),
  fc.constant('['.repeat(100_000)),
  fc.constant(' '.repeat(512_001)),
  fc.constant(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
)
