import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listen } from '../sockets/listen.ts'

/** One request to `/oauth/token`. */
export interface TokenRequest {
  readonly form: Readonly<Record<string, string>>
  readonly authorization: string | undefined
}

/** What the tests may change while the host runs. */
export interface LoginHostSettings {
  /** Seconds that an access token lives. */
  expiresIn: number
  /** False: the answer to a refresh has no refresh token, and the old one stays good. */
  rotates: boolean
  /** False: no refresh tokens at all. */
  refreshes: boolean
  clientSecret?: string
  /** Answers in place of the host when it takes the request. */
  intercept?: (request: TokenRequest, response: ServerResponse) => boolean
}

const secret = () => `canary-${randomBytes(24).toString('base64url')}`

/**
 * A login host of its own reading, with an API of one operation beside it, on a loopback port: it keeps to the code
 * grant with S256, rotates refresh tokens and refuses a used one. There is no page: who asks for it is logged in.
 */
export const startLoginHost = async (settings: LoginHostSettings) => {
  const codes = new Map<string, { readonly challenge: string; readonly redirectUri: string }>()
  const refreshTokens = new Set<string>()
  const accessTokens = new Set<string>()
  const requests: TokenRequest[] = []
  const apiCalls: string[] = []
  const secrets = new Set<string>()
  const issue = (): string => {
    const issued = secret()
    secrets.add(issued)
    return issued
  }

  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    const back = new URL(query.get('redirect_uri') ?? '')
    const code = issue()
    codes.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri: back.href })
    back.searchParams.set('code', code)
    back.searchParams.set('state', query.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
  }

  const isGood = ({ form }: TokenRequest): boolean => {
    if (form.grant_type === 'refresh_token') {
      const { refresh_token: token = '' } = form
      return settings.rotates ? refreshTokens.delete(token) : refreshTokens.has(token)
    }
    const { code = '', code_verifier: verifier = '' } = form
    const attempt = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    return attempt?.challenge === challenge && attempt.redirectUri === form.redirect_uri
  }

  const token = async (request: IncomingMessage, response: ServerResponse) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)))
    const asked = { form, authorization: request.headers.authorization }
    requests.push(asked)
    if (settings.intercept?.(asked, response)) return
    const { clientSecret } = settings
    const basic = clientSecret && `Basic ${Buffer.from(`c1:${clientSecret}`).toString('base64')}`
    if (asked.authorization !== basic) return refuse(response, 'invalid_client', 'authentication failed')
    if (!isGood(asked)) return refuse(response, 'invalid_grant', `not good: ${JSON.stringify(form)}`)
    const accessToken = issue()
    accessTokens.add(accessToken)
    const isNew = settings.refreshes && (settings.rotates || form.grant_type !== 'refresh_token')
    const refreshToken = isNew ? issue() : undefined
    if (refreshToken) refreshTokens.add(refreshToken)
    const { expiresIn } = settings
    const granted = {
      access_token: accessToken,
      token_type: 'bearer',
      expires_in: expiresIn,
      refresh_token: refreshToken,
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(granted))
  }

  const handle: RequestListener = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://host')
    if (pathname === '/oauth/authorize') return authorize(searchParams, response)
    if (pathname === '/oauth/token') return void token(request, response)
    const bearer = request.headers.authorization?.replace('Bearer ', '') ?? ''
    apiCalls.push(bearer)
    response.statusCode = accessTokens.has(bearer) ? 200 : 401
    response.end(JSON.stringify(accessTokens.has(bearer) ? { entities: [] } : { code: 'bad.credentials' }))
  }

  return {
    ...(await listen(handle)),
    requests,
    apiCalls,
    /** Every code and token that was given out. */
    secrets,
    /** Makes the API refuse every access token given so far. */
    revokeAccess: () => accessTokens.clear(),
    /** Makes the host refuse every refresh token given so far. */
    revokeRefresh: () => refreshTokens.clear(),
    /** Logs the reader in, as a browser would be; answers where it is sent back to. */
    signIn: async (url: string): Promise<string> => {
      const answer = await fetch(url, { redirect: 'manual' })
      return answer.headers.get('location') ?? ''
    },
  }
}

const refuse = (response: ServerResponse, error: string, text: string): void => {
  response.writeHead(400, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error, description: text, error_description: text }))
}
