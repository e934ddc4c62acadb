/** Why no embedded Postgres could be had: one readable line in `message`, what the server said last in `cause`. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly kind = 'embedded-postgres'
}
