import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { uniqueItems } from './unique-items.ts'

const ajv = new Ajv()
ajv.removeKeyword('uniqueItems').addKeyword(uniqueItems)
const validate = ajv.compile({ type: 'array', uniqueItems: true })

it.each([
  [[]],
  [[{ roleId: 'a', divisionId: '*' }, { roleId: 'a', divisionId: 'b' }, { roleId: 'a' }]],
  [[{ a: 1 }, { b: 1 }, { a: { b: 1 } }, { a: { b: 2 } }, [1], { 0: 1 }, [1, 2]]],
  [[1, '1', true, null, 'null', 0, false, '']],
])('takes %j, whose items differ', (items) => {
  expect(validate(items)).toBe(true)
})

it.each([
  [[{ roleId: 'a', divisionId: '*' }, 1, { divisionId: '*', roleId: 'a' }]],
  [
    [
      [1, { a: [2] }],
      [1, { a: [2] }],
    ],
  ],
  [[null, 1, null]],
  [['a', 'b', 'a']],
])('refuses %j, of which two are equal', (items) => {
  expect(validate(items)).toBe(false)
})

it('takes equal items where they need not be unique', () => {
  const any = new Ajv().removeKeyword('uniqueItems').addKeyword(uniqueItems).compile({ uniqueItems: false })

  expect(any([1, 1])).toBe(true)
})
