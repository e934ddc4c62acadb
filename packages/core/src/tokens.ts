export type { TokenInfo, UserMe } from '@grantstream/contract'
export { getTokensMe, getUsersMe } from './operations/tokens.ts'
