/** Descriptions of scopes by their ids; null for one without. */
export type ScopeDescriptions = ReadonlyMap<string, string | null>

/** What scopes mean, in the default language, kept for a while: the one answer that may be older than its question. */
export class ScopeCatalogue {
  private readonly ttlMs: number
  private kept: { readonly descriptions: ScopeDescriptions; readonly untilMs: number } | undefined

  constructor(ttlMs: number) {
    this.ttlMs = ttlMs
  }

  /** Undefined when they are to be asked for. */
  get descriptions(): ScopeDescriptions | undefined {
    return this.kept && Date.now() < this.kept.untilMs ? this.kept.descriptions : undefined
  }

  keep(descriptions: ScopeDescriptions): ScopeDescriptions {
    this.kept = { descriptions, untilMs: Date.now() + this.ttlMs }
    return descriptions
  }
}
