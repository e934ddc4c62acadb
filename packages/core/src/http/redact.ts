// Anything shorter is no secret, and may well be a part of the words and codes of the refusal.
const shortestSecret = 8

/** Takes a secret out of a text that repeats it, so that no error carries it on. */
export const redact = (text: string, secret: string): string =>
  secret.length < shortestSecret ? text : text.replaceAll(secret, '[redacted]')
