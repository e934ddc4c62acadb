import { type RunHelpers, TestScheduler } from 'rxjs/testing'
import { expect } from 'vitest'

/** Runs a test in virtual time: one character of a marble diagram is one millisecond. */
export const marbles = (test: (helpers: RunHelpers & { scheduler: TestScheduler }) => void): void => {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected))
  scheduler.run((helpers) => test({ ...helpers, scheduler }))
}
