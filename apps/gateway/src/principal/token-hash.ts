import { hash, randomBytes } from 'node:crypto'

declare const brand: unique symbol

/** Stands for a token where something is kept by it. Worthless outside this process. */
export type TokenHash = string & { readonly [brand]: 'TokenHash' }

const processSalt = randomBytes(32).toString('base64url')

export const hashToken = (token: string): TokenHash => hash('sha256', processSalt + token, 'base64url') as TokenHash
