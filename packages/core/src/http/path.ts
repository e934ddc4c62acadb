import { requireId } from '../refuse.ts'

/** An id as a part of a path, URI-encoded. Throws a TypeError that names the argument when it cannot be one. */
export const segment = (name: string, id: string): string => encodeURIComponent(requireId(name, id))
