/** Every guard there is. The matrix of guards and transports is generated from this list. */
export const guardNames = [
  'authentication',
  'origin',
  'csrf',
  'body-bytes',
  'content-type',
  'trusted-documents',
  'tokens',
  'depth',
  'fields',
  'aliases',
  'root-fields',
  'directives',
  'introspection',
  'cost',
  'variables',
  'streams',
  'draining',
] as const

export type GuardName = (typeof guardNames)[number]
