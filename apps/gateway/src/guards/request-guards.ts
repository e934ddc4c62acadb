import { refuse } from '../server/refuse.ts'
import type { RequestHead } from '../transports/request-head.ts'
import type { GuardName } from './guard-name.ts'

export interface RequestGuardOptions {
  /** Origins whose pages may call. */
  readonly allowedOrigins: readonly string[]
  /** True lets pages that the gateway serves itself call it. */
  readonly development: boolean
}

/** Looks at the head of a request, also of one that asks to become a WebSocket. */
export interface RequestGuard {
  readonly guard: GuardName
  /** The answer that refuses the request; undefined when it may pass. */
  readonly refusal: (request: RequestHead) => Response | undefined
}

/** What a request is refused for by its head, in this order, before who sent it is looked at. */
export const requestGuards = ({ allowedOrigins, development }: RequestGuardOptions): readonly RequestGuard[] => {
  const isAllowed = (origin: string | null, { url }: RequestHead) =>
    origin !== null && (allowedOrigins.includes(origin) || (development && origin === new URL(url).origin))

  return [
    {
      guard: 'origin',
      refusal: (request) => {
        const origin = request.headers.get('origin')
        if (origin === null || isAllowed(origin, request)) return undefined
        return refuse(403, 'ORIGIN_NOT_ALLOWED', 'Pages of this origin may not call the gateway.')
      },
    },
    {
      guard: 'csrf',
      // Browsers say where a request comes from also where they send no Origin, as for a plain GET.
      refusal: (request) => {
        const { headers } = request
        const site = headers.get('sec-fetch-site') ?? 'none'
        if (site === 'none' || site === 'same-origin' || isAllowed(headers.get('origin'), request)) return undefined
        return refuse(403, 'CROSS_SITE_REQUEST', 'Another site may not make this request.')
      },
    },
    {
      guard: 'content-type',
      refusal: ({ method, headers }) => {
        const type = headers.get('content-type')
        if (type === null ? method !== 'POST' : isJson(type)) return undefined
        return refuse(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json in UTF-8.')
      },
    },
  ]
}

/** A type that no form can send, so that a page of another origin has to ask before it may. */
const isJson = (contentType: string): boolean => /^application\/json *(; *charset="?utf-8"? *)?$/i.test(contentType)
