import type { TokenInfo, UserMe } from '@grantstream/contract'
import type { Answer, Form } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import type { CallOptions } from '../http/call-options.ts'

/** Tells whose token the call bears: its organisation, client and scopes. Source: API facts, section 5. */
export const getTokensMe = <F extends Form>(call: Call<F>, options?: CallOptions): Answer<F, TokenInfo> =>
  call({ operationId: 'getTokensMe', path: '/api/v2/tokens/me' }, options)

/**
 * Gets the user that the call acts for; refused with `not.a.user` for a token of client credentials. Source: API facts,
 * section 5.
 */
export const getUsersMe = <F extends Form>(call: Call<F>, options?: CallOptions): Answer<F, UserMe> =>
  call({ operationId: 'getUsersMe', path: '/api/v2/users/me' }, options)
