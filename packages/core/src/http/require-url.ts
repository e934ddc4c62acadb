import { readOrRefuse } from '../refuse.ts'

/** Gives a URL back without a slash at its end. Refuses what is none of http or https, and more than host and path. */
export const requireUrl = (name: string, value: string): string =>
  readOrRefuse(
    name,
    value,
    'an http or https URL of host and path',
    () => /^(https?:\/\/[^/@]+(\/[^?#]+?)??)\/*$/.exec(new URL(value).href)?.[1],
  )
