import { readOrRefuse } from '../refuse.ts'

/** An id as a part of a path, URI-encoded. Refuses an empty one, and a run of dots, which a URL would read as a step up. */
export const segment = (name: string, id: string | undefined): string =>
  readOrRefuse(name, id, 'an id', () => typeof id === 'string' && !/^(\s*|\.+)$/.test(id) && encodeURIComponent(id))

/** Gives an id back. Refuses what is none. */
export const requireId = (name: string, id: string | undefined): string => {
  segment(name, id)
  return id as string
}
