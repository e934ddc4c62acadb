import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { demoCredentials } from './credentials.ts'

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'grantstream-demo-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const one = { clientId: '6f0b7a52-3c1e-4d0f-9a8b-5e4d3c2b1a00', clientSecret: 'a-secret-of-length' }
const other = { clientId: '6f0b7a52-3c1e-4d0f-9a8b-5e4d3c2b1a01', clientSecret: 'a-secret-of-length' }

it('makes credentials that only their owner can read, and finds them again', () => {
  const folder = join(temporaryFolder(), 'new')

  const made = demoCredentials(folder)

  expect(demoCredentials(folder)).toEqual(made)
  expect(statSync(join(folder, 'credentials.json')).mode & 0o777).toBe(0o600)
})

it.each([
  '',
  'sesame',
  'null',
  '[]',
  '{"clientId":"sesame","clientSecret":"sesame"}',
  JSON.stringify({ admin: one }),
  JSON.stringify({ admin: one, second: one }),
  JSON.stringify({ admin: one, second: { ...other, clientId: 'sesame' } }),
  JSON.stringify({ admin: { ...one, clientSecret: 'sesame' }, second: other }),
])('refuses %j by the name of its file, says what is to be there, and leaves it there', (text) => {
  const folder = temporaryFolder()
  const file = join(folder, 'credentials.json')
  writeFileSync(file, text)

  const read = () => demoCredentials(folder)

  expect(read).toThrow(`${file} does not hold what was written there: "admin" and "second"`)
  expect(read).toThrow('Remove it to have new ones made')
  expect(read).not.toThrow(/sesame|\n/)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

it('says in one line that a folder cannot be used', () => {
  const file = join(temporaryFolder(), 'letter.txt')
  writeFileSync(file, 'dear')

  expect(() => demoCredentials(file)).toThrow(`Cannot keep credentials in ${join(file, 'credentials.json')}: E`)
})
