import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'

interface IssuerKey {
  readonly kid: string
  readonly alg: string
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

export interface TokenIssuer {
  readonly issuer: string
  readonly audience: string
  readonly jwksUrl: string
  /** How often the keys were fetched. */
  readonly fetches: () => number
  readonly key: () => IssuerKey
  /** Publishes a new key in the place of the old one; for RS256 by default. */
  rotate(alg?: string): Promise<void>
  /** A token that is fine but for what is given; undefined leaves a claim or a header out. */
  sign(claims?: JWTPayload, header?: Partial<JWTHeaderParameters>, key?: CryptoKey | Uint8Array): Promise<string>
  /** Answers 503 from now on, or no longer. */
  fail(isFailing: boolean): void
  close(): Promise<void>
}

/** Somebody who issues tokens, and publishes keys over HTTP on loopback. */
export const startTokenIssuer = async (): Promise<TokenIssuer> => {
  let key = await newKey()
  let fetches = 0
  let isFailing = false
  const server = createServer(async (_request, response) => {
    fetches += 1
    const jwk = { ...(await exportJWK(key.publicKey)), kid: key.kid, alg: key.alg, use: 'sig' }
    response.writeHead(isFailing ? 503 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isFailing ? {} : { keys: [jwk] }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const audience = 'https://gateway.test'

  return {
    issuer,
    audience,
    jwksUrl: `${issuer}/keys`,
    fetches: () => fetches,
    key: () => key,
    rotate: async (alg) => {
      key = await newKey(alg)
    },
    sign: (claims = {}, header = {}, signedWith = key.privateKey) => {
      const nowS = Math.floor(Date.now() / 1000)
      const payload = { iss: issuer, aud: audience, sub: 'alice', iat: nowS, exp: nowS + 300, ...claims }
      return new SignJWT(payload).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(signedWith)
    },
    fail: (failing) => {
      isFailing = failing
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

const newKey = async (alg = 'RS256'): Promise<IssuerKey> => ({
  kid: crypto.randomUUID(),
  alg,
  ...(await generateKeyPair(alg, { extractable: true })),
})
