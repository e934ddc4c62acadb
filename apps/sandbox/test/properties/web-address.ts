import fc from 'fast-check'

/** An address of the web. Not `fc.webUrl`, which takes a second to be made, for its alphabet is that of Unicode. */
export const webAddress = (...schemes: string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...schemes),
      fc.domain(),
      fc.stringMatching(/^(\/([\w.~!$&'()*+,;=:@-]|%[0-9A-F]{2})*){0,3}(\?([\w=&.-]|%[0-9A-F]{2})*)?(#\w*)?$/),
    )
    .map(([scheme, domain, rest]) => `${scheme}://${domain}${rest}`)
