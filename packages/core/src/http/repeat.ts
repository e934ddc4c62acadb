import type { OperationId } from '@grantstream/contract'
import type { ApiError, HttpError } from '../errors.ts'
import { isAdding, type Operation } from './exchange.ts'
import { isUnsent } from './is-unsent.ts'

/**
 * What a failure tells about the request: `unsent`, it never left; `refused`, the API turned it away before acting;
 * `lost`, it may have been done. Undefined when a repeat could not mend it.
 */
export type Cause = 'unsent' | 'refused' | 'lost'

/** Whether an operation may be repeated after a failure of this cause: one that adds something not when it may be done. */
export const mayRepeat = (operation: Operation, cause: Cause | undefined): boolean =>
  cause !== undefined && !(cause === 'lost' && isAdding(operation))

/** What the failure of an exchange tells about its request. Takes any error. */
export const causeOf = (failure: unknown, operationId: OperationId): Cause | undefined => {
  const error = failure as ApiError | undefined
  switch (error?.kind) {
    case 'network':
      return isUnsent(error) || error.operationId !== operationId ? 'unsent' : 'lost'
    case 'timeout':
      return error.operationId !== operationId ? 'unsent' : 'lost'
    case 'login':
      return error.throttled || passing.includes(error.status) ? 'unsent' : undefined
    case 'http':
      return causeOfStatus(error)
    default:
      return undefined
  }
}

const passing: readonly number[] = [408, 429, 500, 502, 503, 504]

// With an error body it is the API that speaks, without one a proxy that may have passed the request on.
const causeOfStatus = ({ status, code }: HttpError): Cause | undefined => {
  if ((status === 429 || status === 503) && code !== undefined) return 'refused'
  return passing.includes(status) ? 'lost' : undefined
}
