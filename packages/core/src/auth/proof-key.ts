/** 256 random bits as 43 URL-safe characters: a state, or a code verifier. Needs Web Crypto. */
export const randomText = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)))

/** The S256 challenge of a code verifier (RFC 7636, section 4.2). Web Crypto digests only on https and localhost. */
export const challengeOf = async (verifier: string): Promise<string> => {
  if (globalThis.crypto?.subtle === undefined)
    throw new TypeError('crypto.subtle: a page needs https or localhost for it')
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
