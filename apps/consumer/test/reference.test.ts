import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, it } from 'vitest'

const { source } = inject('packed')

it('the API reference in docs/api is what the docstrings say', async () => {
  const generate = join(source, '..', '..', 'tools', 'api-reference', 'src', 'generate.ts')

  const checked = await promisify(execFile)(process.execPath, [generate, '--check']).catch((error: Error) => error)

  expect(checked).not.toBeInstanceOf(Error)
})
