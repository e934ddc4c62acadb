import { createHmac, randomBytes } from 'node:crypto'

declare const brand: unique symbol

/** Stands for a token where something is kept by it. Worthless outside this process. */
export type TokenHash = string & { readonly [brand]: 'TokenHash' }

const processKey = randomBytes(32)

export const hashToken = (token: string): TokenHash =>
  createHmac('sha256', processKey).update(token).digest('base64url') as TokenHash
