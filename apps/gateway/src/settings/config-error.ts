/** A variable that cannot be used. The message is one line for people. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly kind = 'config'
}
