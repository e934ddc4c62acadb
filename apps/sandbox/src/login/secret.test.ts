import { expect, it } from 'vitest'
import { createSecret, hashOfNone, hashSecret, isSecret } from './secret.ts'

it('makes secrets of 43 characters that never repeat, and none that a command line would take for a flag', () => {
  const secrets = Array.from({ length: 1000 }, createSecret)

  expect(new Set(secrets).size).toBe(1000)
  for (const secret of secrets) expect(secret).toMatch(/^\w[\w-]{42}$/)
})

it('knows a secret by its hash, which is salted', async () => {
  const [one, other] = await Promise.all([hashSecret('secret'), hashSecret('secret')])

  expect(one).not.toBe(other)
  expect(await Promise.all([one, other].map((stored) => isSecret('secret', stored)))).toEqual([true, true])
  expect(await Promise.all(['Secret', '', 'secret '].map((wrong) => isSecret(wrong, one)))).toEqual([
    false,
    false,
    false,
  ])
})

it('knows a secret that was stored before hashes told their cost, and none by the hash of none', async () => {
  const former = 'scrypt$c2FsdCBvZiBhIHRlc3QhIQ$KmNSQrr70j5jgTCL6i_rGCEj2DrIdHfNfEyKIrKBDs8'

  expect(await isSecret('secret', former)).toBe(true)
  expect(await isSecret('Secret', former)).toBe(false)
  expect(await isSecret('', hashOfNone('anyone'))).toBe(false)
})
