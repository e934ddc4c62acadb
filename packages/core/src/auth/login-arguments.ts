import { requireUrl } from '../http/require-url.ts'
import { refuse } from '../refuse.ts'

/** Gives a client's id back. Refuses what HTTP Basic could not carry. */
export const requireClientId = (value: unknown): string => {
  if (typeof value !== 'string' || !/^[^:\s]+$/.test(value)) {
    throw refuse('clientId', value, 'the id of a client, without colons and spaces,')
  }
  return value
}

/** Gives a client's secret back. */
export const requireClientSecret = (value: unknown): string => {
  if (typeof value !== 'string' || value === '') throw refuse('clientSecret', value, 'a string that is not empty')
  return value
}

/** Gives the login host of an api back. Refuses what is none, and another one than the Auth was connected to before. */
export const requireLoginUrl = (value: string | undefined, before: string | undefined): string => {
  if (value === undefined) throw refuse('loginUrl', value, 'the URL of the login host')
  const loginUrl = requireUrl('loginUrl', value)
  if (before !== undefined && before !== loginUrl) {
    throw new TypeError(`auth: this one logs in at ${before}; make another for ${loginUrl}`)
  }
  return loginUrl
}
