/** What a single operation may ask for; more is refused before anything upstream is called. */
export interface Limits {
  /** Bytes of a request's body or of a WebSocket message. */
  readonly bodyBytes: number
  /** Lexical tokens of a document. */
  readonly tokens: number
  /** Levels of fields, fragments counted where they are spread. */
  readonly depth: number
  /** Fields, those of a fragment counted each time that it is spread; likewise the next three. */
  readonly fields: number
  readonly aliases: number
  readonly rootFields: number
  readonly directives: number
  /** Calls of the upstream that an operation may cost, by estimate. */
  readonly cost: number
}

/** Depth and fields leave room for the introspection query of tools, and for nothing else near them. */
export const defaultLimits: Limits = {
  bodyBytes: 100_000,
  tokens: 2_000,
  depth: 15,
  fields: 1_000,
  aliases: 30,
  rootFields: 25,
  directives: 20,
  cost: 50,
}
