import { type ApiError, isApiError } from '../errors.ts'

/** True for a failure that says nothing about what was asked, so that asking again may well succeed. */
export const isTransient = (error: unknown): error is ApiError => {
  if (!isApiError(error)) return false
  switch (error.kind) {
    case 'network':
    case 'timeout':
    // Of one call: it may have spent its time in waiting for its turn.
    case 'deadline':
      return true
    case 'http':
      return transientStatuses.includes(error.status)
    case 'login':
      return error.throttled || transientStatuses.includes(error.status)
    default:
      return false
  }
}

const transientStatuses: readonly number[] = [408, 429, 500, 502, 503, 504]
