/** A control that makes no sense; `field` is the part of it that is at fault, as `rule.rate`, if one is. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly kind = 'control'
  readonly field: string | undefined

  constructor(message: string, field?: string) {
    super(message)
    this.field = field
  }
}
