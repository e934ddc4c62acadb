import { describe, expect, it } from 'vitest'
import { readCommandLine } from './command-line.ts'

describe('the command line', () => {
  it('tells the version, or starts when it asks for nothing', () => {
    expect(readCommandLine(['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(readCommandLine([])).toBeUndefined()
  })

  it.each(['--nonsense', 'start'])('takes no %s', (argument) => {
    expect(() => readCommandLine([argument])).toThrow(TypeError)
  })
})
