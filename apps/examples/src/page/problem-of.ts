import type { ProblemPartsFragment } from '@grantstream/documents'

/** What a mutation answers: its success, or a problem that has a code and a message. */
type Result = { readonly __typename: string } | ProblemPartsFragment

/** Why a change was not made, in words; undefined when it was. */
export const problemOf = (result: Result | null | undefined): string | undefined =>
  result && 'code' in result ? `${result.code}: ${result.message}` : undefined
