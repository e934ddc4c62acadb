/** `Use oauthClient instead. Removed on 2027-04-01 at the earliest.` */
const rule = /^Use \S.* instead\. Removed on \d{4}-(01|04|07|10)-01 at the earliest\.$/

/** What is wrong with the reason of a deprecation; undefined when it tells what to use and when it may go. */
export const deprecationFault = (reason: string): string | undefined =>
  rule.test(reason)
    ? undefined
    : 'must be "Use <what> instead. Removed on <the first day of a quarter> at the earliest."'
