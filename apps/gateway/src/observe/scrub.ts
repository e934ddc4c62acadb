const sensitive = /authorization|cookie|token|secret|password|variables|document|query|body/i
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const credentials = /\b(bearer|basic)\s+\S+/gi
const longWord = /[\w~+=-]{16,}/g
const redacted = '[redacted]'

/** Takes out of a value what no log may hold. */
export type Scrub = (value: unknown) => unknown

/**
 * Makes a scrub that knows these secrets. It also takes out credentials of HTTP, long words with letters and digits that are
 * no uuid (as tokens and secrets are), and all that stands under a name such as `token` or `variables`.
 */
export const scrubOf = (secrets: readonly string[] = []): Scrub => {
  const scrubText = (text: string): string =>
    secrets
      .reduce((rest, secret) => rest.replaceAll(secret, redacted), text)
      .replace(credentials, `$1 ${redacted}`)
      .replace(longWord, (word) => (looksLikeSecret(word) ? redacted : word))
  const scrub: Scrub = (value) => {
    if (typeof value === 'string') return scrubText(value)
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Error) return { name: scrub(value.name), message: scrub(value.message) }
    if (Array.isArray(value)) return value.map(scrub)
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, sensitive.test(name) ? redacted : scrub(inner)]),
    )
  }
  return scrub
}

const looksLikeSecret = (word: string): boolean => /\d/.test(word) && /[a-z]/i.test(word) && !uuid.test(word)
