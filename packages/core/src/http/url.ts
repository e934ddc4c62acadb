import { refuse } from '../refuse.ts'

/** Gives the URL of a host back, without a slash at the end. Refuses what requests cannot be sent to. */
export const requireUrl = (name: string, value: string): string => {
  const [, url] = plainUrl.exec(URL.canParse(value) ? new URL(value).href : '') ?? []
  if (!url) throw refuse(name, value, 'an http or https URL without user, query and fragment')
  return url
}

const plainUrl = /^(https?:\/\/(?![^/]*@)[^?#]*?)\/*[?#]?$/
