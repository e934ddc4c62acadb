/** What the requests of a gateway share, how long and of how many tokens. */
export interface SharingSettings {
  /** Milliseconds that a principal is believed without asking again. */
  readonly principalTtlMs: number
  /** Milliseconds that the descriptions of scopes are kept. */
  readonly scopesTtlMs: number
  /** Milliseconds without a request after which a token is forgotten. */
  readonly tokenTtlMs: number
  /** How many tokens are known at the same time; of more, those unused for longest are forgotten. */
  readonly maxTokens: number
  /**
   * Milliseconds for which it holds that the upstream took a token. Each look of a shared poll is taken with one token;
   * the others that follow it are asked about once that is longer ago.
   */
  readonly tokenProofMs: number
}

export const defaultSharing: SharingSettings = {
  principalTtlMs: 60_000,
  scopesTtlMs: 300_000,
  tokenTtlMs: 300_000,
  maxTokens: 2_000,
  tokenProofMs: 1_000,
}
