import { refuse } from '../refuse.ts'

/** Gives a URL back without a slash at its end. Refuses what is none of http or https, and more than host and path. */
export const requireUrl = (name: string, value: string): string => {
  const [, url] = plainUrl.exec(URL.canParse(value) ? new URL(value).href : '') ?? []
  if (!url) throw refuse(name, value, 'an http or https URL without user, query and fragment')
  return url
}

const plainUrl = /^(https?:\/\/(?![^/]*@)[^?#]*?)\/*[?#]?$/
