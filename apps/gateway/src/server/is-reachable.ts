/** Whether the upstream answers at all, with any status, within `timeoutMs`. Sends no token. */
export const isReachable = async (apiUrl: string, timeoutMs = 2000): Promise<boolean> => {
  try {
    await fetch(apiUrl, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    return true
  } catch {
    return false
  }
}
