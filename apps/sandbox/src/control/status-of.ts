import type { ContractOperation } from '@grantstream/contract/document'

/** The HTTP status under which an operation declares a code. */
export const statusOf = ({ errorCodes }: ContractOperation, code: string): number | undefined =>
  [...errorCodes].find(([, codes]) => codes.includes(code))?.[0]
