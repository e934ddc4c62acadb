/** What a single operation may ask for; more is refused before anything upstream is called. */
export interface Limits {
  /** Bytes of a request's body or of a WebSocket message. */
  readonly bodyBytes: number
  /** Lexical tokens of a document. */
  readonly tokens: number
  /** Levels of fields, fragments counted where they are spread. */
  readonly depth: number
  readonly aliases: number
  readonly rootFields: number
  readonly directives: number
  /** Calls of the upstream that an operation may cost, by estimate. */
  readonly cost: number
}

export const defaultLimits: Limits = {
  bodyBytes: 100_000,
  tokens: 2_000,
  depth: 12,
  aliases: 30,
  rootFields: 25,
  directives: 20,
  cost: 50,
}
