import { expect, it } from 'vitest'
import { isRedirectUri, isRegistered } from './redirect-uri.ts'

it.each([
  'https://a.example/x?y=1',
  'http://localhost',
  'http://localhost:8080/x',
  'http://127.0.0.1:1',
  'http://[::1]/',
])('lets %s be registered', (uri) => {
  expect(isRedirectUri(uri)).toBe(true)
})

it.each([
  ...['', '/x', '//a.example', 'a.example', 'http://a.example', 'http://localhost.evil.example', 'javascript:alert(1)'],
  ...['https://a.example/#x', 'data:text/html,x', 'https://'],
])('does not let %j be registered', (uri) => {
  expect(isRedirectUri(uri)).toBe(false)
})

it.each([
  ['https://a.example/x', 'https://a.example/x', true],
  ['https://a.example/x/', 'https://a.example/x', false],
  ['https://a.example/x?y=1', 'https://a.example/x', false],
  ['http://localhost:4321/x', 'http://localhost/x', true],
  ['http://localhost:4321', 'http://localhost', true],
  ['http://localhost:4321/y', 'http://localhost/x', false],
  ['http://localhost:4321/x', 'http://localhost:1234/x', false],
  ['http://localhost:4321.evil.example/', 'http://localhost/', false],
  ['http://localhost:43210000/', 'http://localhost/', false],
  ['https://a.example:4321/x', 'https://a.example/x', false],
])('takes %s where %s is registered: %s', (uri, registered, taken) => {
  expect(isRegistered(uri, ['https://other.example', registered])).toBe(taken)
})
