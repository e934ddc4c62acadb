import { describe, expect, it } from 'vitest'
import { readCommandLine } from './command-line.ts'

describe('the command line', () => {
  it('tells the version, or starts when it asks for nothing', () => {
    expect(readCommandLine(['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(readCommandLine([])).toBeUndefined()
  })

  it.each([
    ['--nonsense', "Unknown option '--nonsense' (see --help)"],
    ['start', "Unexpected argument 'start' (see --help)"],
  ])('takes no %s, and says where to look', (argument, message) => {
    expect(() => readCommandLine([argument])).toThrow(new Error(message))
  })

  it('knows the short forms that the sandbox knows', () => {
    expect(readCommandLine(['-h'])).toBe(readCommandLine(['--help']))
    expect(readCommandLine(['-V'])).toBe(readCommandLine(['--version']))
  })
})
