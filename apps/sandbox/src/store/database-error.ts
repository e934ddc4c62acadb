/**
 * Why a database cannot be used: one readable line in `message`, without the password. `cause` is what the driver
 * said, which may hold more than a terminal should show.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly kind = 'database'
}
