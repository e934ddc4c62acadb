import type { LoginStorage } from '../../src/index.ts'

/** A storage whose next operation of a kind can be held: it is asked at once, and done when it is let go. */
export const heldStorage = () => {
  const values = new Map<string, string>()
  const held = new Map<keyof LoginStorage, () => Promise<void>>()
  const pass = async (kind: keyof LoginStorage) => {
    const wait = held.get(kind)
    held.delete(kind)
    await wait?.()
  }
  const storage: LoginStorage = {
    get: async (key) => {
      const value = values.get(key)
      await pass('get')
      return value
    },
    set: async (key, value) => {
      await pass('set')
      values.set(key, value)
    },
    remove: async (key) => {
      await pass('remove')
      values.delete(key)
    },
  }
  /** Holds the next operation of a kind. `asked` resolves when it is asked for; `letGo` lets it be done, or else `fail`. */
  const hold = (kind: keyof LoginStorage) => {
    const asked = Promise.withResolvers<void>()
    const done = Promise.withResolvers<void>()
    held.set(kind, () => {
      asked.resolve()
      return done.promise
    })
    return { asked: asked.promise, letGo: done.resolve, fail: done.reject }
  }
  return { storage, hold, values }
}
