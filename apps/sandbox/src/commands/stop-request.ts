/**
 * Settles at the first request to stop: Ctrl-C, a signal, or the end of the parent that this process has a channel to.
 * A second Ctrl-C ends the process at once; an embedded Postgres notices that.
 */
export const stopRequest = (): Promise<void> =>
  new Promise((resolve) => {
    for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.once(event, () => resolve())
    process.once('SIGINT', () => process.once('SIGINT', () => process.exit(1)))
  })
