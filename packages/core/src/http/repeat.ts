import type { OperationId } from '@grantstream/contract'
import type { ApiError, HttpError } from '../errors.ts'
import { isUnsent } from './is-unsent.ts'

/**
 * Whether what was asked may have been done, as far as a failure tells: false when the request never left or was turned
 * away before the API acted. Undefined when a repeat could not mend it. Takes any error.
 */
export const mayBeDone = (error: ApiError | undefined, operationId: OperationId): boolean | undefined => {
  switch (error?.kind) {
    case 'network':
    case 'timeout':
      return error.operationId === operationId && !isUnsent(error)
    case 'login':
      return error.throttled || isPassing(error) ? false : undefined
    case 'http':
      return isPassing(error) ? !isRefused(error) : undefined
    default:
      return undefined
  }
}

const isPassing = ({ status }: { status: number }) => [408, 429, 500, 502, 503, 504].includes(status)

// With an error body it is the API that speaks, without one a proxy that may have passed the request on.
const isRefused = ({ status, code }: HttpError) => code !== undefined && (status === 429 || status === 503)
