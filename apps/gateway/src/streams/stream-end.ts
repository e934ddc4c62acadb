/**
 * Why a stream ended: its execution did, its reader left or read too slowly, the token expired or was revoked, the
 * gateway drains, or the upstream cannot be asked any more.
 */
export type StreamEnd = 'completed' | 'failed' | 'left' | 'slow-reader' | 'token-expired' | 'draining' | 'refused'
