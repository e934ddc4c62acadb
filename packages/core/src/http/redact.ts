// Anything shorter is no secret, and may well be a part of the words and codes of the refusal.
const shortestSecret = 8

/**
 * Takes a secret out of a JSON text that repeats it, so that no error carries it on. The text is written anew first, for it
 * may escape what it repeats; one that cannot be, being no JSON or nested too deep, becomes nothing.
 */
export const redact = (text: string, secret: string): string => {
  try {
    const written = JSON.stringify(JSON.parse(text))
    return secret.length < shortestSecret ? written : written.replaceAll(secret, '[redacted]')
  } catch {
    return ''
  }
}
