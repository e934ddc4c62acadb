import { InvalidInput } from '../problems.ts'

/** Seconds between heartbeats, given back. Throws `InvalidInput` unless they are 1 to 300. */
export const checkedHeartbeat = (seconds: number): number => {
  if (seconds >= 1 && seconds <= 300) return seconds
  throw new InvalidInput([{ path: ['heartbeatSeconds'], message: 'must be from 1 to 300' }])
}
