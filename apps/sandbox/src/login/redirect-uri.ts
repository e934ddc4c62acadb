const localHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a client may register a URI: absolute, without a fragment, and https, or http on this machine. */
export const isRedirectUri = (text: string): boolean => {
  const uri = URL.canParse(text) ? new URL(text) : undefined
  if (!uri || text.includes('#')) return false
  return uri.protocol === 'https:' || (uri.protocol === 'http:' && localHosts.has(uri.hostname))
}

/**
 * Whether a URI is one of those registered, in full, its query included; `http://localhost` without a port stands for
 * every port. Source: API facts, section 3.
 */
export const isRegistered = (uri: string, registered: readonly string[]): boolean =>
  registered.some((each) => each === uri || (isPortless(each) && each === withoutPort(uri)))

const isPortless = (uri: string): boolean => /^http:\/\/localhost(?![:\w.-])/.test(uri)
const withoutPort = (uri: string): string => uri.replace(/^(http:\/\/localhost):\d{1,5}(?!\d)/, '$1')
