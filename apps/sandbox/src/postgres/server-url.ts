/** How one connects to an embedded server: as the superuser, to the database that every cluster has. */
export const serverUrl = (port: number): string => `postgres://postgres@127.0.0.1:${port}/postgres`
