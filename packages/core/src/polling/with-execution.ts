import type { ApiError, UsageExecutionFacts } from '../errors.ts'

/**
 * A failure with where the execution stood. A copy: the one that is given may be shared, as by all who waited for one
 * login or one exchange, and each of them is to keep facts of its own.
 */
export const withExecution = (error: ApiError, execution: UsageExecutionFacts): ApiError =>
  Object.defineProperties(Object.setPrototypeOf(new Error(error.message), Object.getPrototypeOf(error)), {
    ...Object.getOwnPropertyDescriptors(error),
    stack: { value: error.stack, writable: true, configurable: true },
    execution: { value: execution, writable: true, configurable: true, enumerable: true },
  })
