import type { ExecutionResult } from 'graphql'

/** Each value as a result, and a failure as another. Holds little, since there may be thousands of them, idle. */
export const mapResults = <T>(
  source: AsyncIterable<T>,
  toResult: (value: T) => ExecutionResult | Promise<ExecutionResult>,
  toFailure: (failure: unknown) => unknown = same,
): AsyncIterableIterator<ExecutionResult> => new MappedResults(source, toResult, toFailure)

class MappedResults<T> implements AsyncIterableIterator<ExecutionResult> {
  private readonly iterator: AsyncIterator<T>
  private readonly toResult: (value: T) => ExecutionResult | Promise<ExecutionResult>
  private readonly toFailure: (failure: unknown) => unknown

  constructor(
    source: AsyncIterable<T>,
    toResult: (value: T) => ExecutionResult | Promise<ExecutionResult>,
    toFailure: (failure: unknown) => unknown,
  ) {
    this.iterator = source[Symbol.asyncIterator]()
    this.toResult = toResult
    this.toFailure = toFailure
  }

  [Symbol.asyncIterator]() {
    return this
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    try {
      const { done, value } = await this.iterator.next()
      return done ? { done, value: undefined } : { done: false, value: await this.toResult(value) }
    } catch (failure) {
      throw this.toFailure(failure)
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    await this.iterator.return?.()
    return { done: true, value: undefined }
  }
}

const same = (failure: unknown) => failure
