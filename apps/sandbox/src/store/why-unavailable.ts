/**
 * Why a database cannot do its work just now, in the words of Postgres or the driver: it is away, stops, or has no room.
 * Undefined for any other error.
 */
export const whyUnavailable = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  return /^(CONNECT|ECONN|EHOST|ENET|ENOTFOUND|08|53|57P|58)/.test(code) ? error.message : whyUnavailable(error.cause)
}
