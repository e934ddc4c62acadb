import type { ExecutionResult } from 'graphql'

type ToResult<T> = (value: T) => ExecutionResult | Promise<ExecutionResult>
type Next = IteratorResult<ExecutionResult, undefined>

/** Each value as a result; `onFailure` throws what a failure is told as. */
export const mapResults = <T>(
  source: AsyncIterable<T>,
  toResult: ToResult<T>,
  onFailure?: (failure: unknown) => never,
): AsyncIterableIterator<ExecutionResult, undefined> => new MappedResults(source, toResult, onFailure)

/** A class, since there may be thousands of them, idle: closures and a function that waits would hold more. */
class MappedResults<T> implements AsyncIterableIterator<ExecutionResult, undefined> {
  private readonly iterator: AsyncIterator<T>
  private readonly toResult: ToResult<T>
  private readonly onFailure: ((failure: unknown) => never) | undefined

  constructor(source: AsyncIterable<T>, toResult: ToResult<T>, onFailure?: (failure: unknown) => never) {
    this.iterator = source[Symbol.asyncIterator]()
    this.toResult = toResult
    this.onFailure = onFailure
  }

  [Symbol.asyncIterator]() {
    return this
  }

  next(): Promise<Next> {
    return this.iterator.next().then((next) => this.map(next), this.onFailure)
  }

  async return(): Promise<Next> {
    await this.iterator.return?.()
    return { done: true, value: undefined }
  }

  private async map({ done, value }: IteratorResult<T>): Promise<Next> {
    return done ? { done, value: undefined } : { done: false, value: await this.toResult(value) }
  }
}
