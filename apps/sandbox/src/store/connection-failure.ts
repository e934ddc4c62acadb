const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'what listens there is not a Postgres, or closed the connection',
  CONNECTION_CLOSED: 'what listens there is not a Postgres, or closed the connection',
  CONNECT_TIMEOUT: 'no Postgres answered within 5 s',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the host cannot be reached',
  '28P01': 'user or password is wrong',
  '28000': 'this user may not connect',
  '3D000': 'there is no database of that name',
  '53300': 'it has no connection left for us',
}

/** Why a connection could not be made, in a few words; Postgres' own where we have none. */
export const connectionFailure = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return reasons[code] ?? error.message.split('\n')[0] ?? error.name
}
