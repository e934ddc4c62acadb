import { requireId } from '../refuse.ts'

/** Fills the `{places}` of a path template with ids, URI-encoded. Throws a TypeError that names the place of a bad id. */
export const fillPath = (template: string, ids: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(requireId(name, ids[name])))
