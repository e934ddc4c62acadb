import { expect, it } from 'vitest'
import { inOrderOfReference } from './table-order.ts'

it('puts every table after those that it refers to', () => {
  const references = [
    { from: 'a', to: 'c' },
    { from: 'c', to: 'b' },
    { from: 'd', to: 'a' },
    { from: 'd', to: 'b' },
  ]

  expect(inOrderOfReference(['a', 'b', 'c', 'd'], references)).toEqual(['b', 'c', 'a', 'd'])
})

it('refuses a circle', () => {
  const circle = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ]

  expect(() => inOrderOfReference(['a', 'b', 'c'], circle)).toThrow('in a circle')
})
