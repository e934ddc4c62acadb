import { ResumeTokenError } from '../errors.ts'
import { requireId } from '../http/path.ts'

/** What a resume token stands for. */
export interface ResumePoint {
  readonly clientId: string
  readonly executionId: string
  /** When the execution was started, as far as it is known; milliseconds since 1970. */
  readonly startedAtMs: number
}

const version = 'g1'
const longest = 300

/**
 * A text from which an execution can be followed again, in another process too: the version, both ids, the time and a
 * digest of the host, and a checksum over them. It holds no secret and gives no access. Undefined when the ids are too
 * long to fit into 300 bytes.
 */
export const writeResumeToken = (
  { clientId, executionId, startedAtMs }: ResumePoint,
  host: string,
): string | undefined => {
  const parts = [escaped(clientId), escaped(executionId), Math.round(startedAtMs).toString(36), digest(host)]
  const text = [version, ...parts].join('.')
  const token = `${text}.${digest(text)}`
  return token.length <= longest ? token : undefined
}

/** Throws ResumeTokenError: `malformed`, `version`, or `foreign` when the token is for another host. */
export const readResumeToken = (token: unknown, host: string): ResumePoint => {
  if (typeof token !== 'string' || token.length > longest) throw new ResumeTokenError('malformed')
  const end = token.lastIndexOf('.')
  const [madeBy = '', clientId = '', executionId = '', startedAt = '', hostDigest] = token.slice(0, end).split('.')
  if (madeBy !== version && /^g\d+$/.test(madeBy)) throw new ResumeTokenError('version')
  const isWhole = madeBy === version && digest(token.slice(0, end)) === token.slice(end + 1)
  const startedAtMs = Number.parseInt(startedAt, 36)
  if (!isWhole || !(startedAtMs >= 0)) throw new ResumeTokenError('malformed')
  if (hostDigest !== digest(host)) throw new ResumeTokenError('foreign')
  try {
    return {
      clientId: requireId('clientId', decodeURIComponent(clientId)),
      executionId: requireId('executionId', decodeURIComponent(executionId)),
      startedAtMs,
    }
  } catch {
    throw new ResumeTokenError('malformed')
  }
}

const escaped = (id: string): string => encodeURIComponent(id).replaceAll('.', '%2E')

/** FNV-1a, 64 bits: finds changes made by accident; against forgers there is the API, which asks for a token of its own. */
const digest = (text: string): string => {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash.toString(36)
}
