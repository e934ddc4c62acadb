import { Fault, type FaultCode } from '../fault.ts'
import { tooManyRequestsMessage } from '../limits/too-many-requests.ts'

/** A refusal that a fault asked for; it is nothing to be logged. */
export class AskedFault extends Fault {
  constructor(code: string, retryAfterSeconds = 1) {
    const isThrottling = code.startsWith('too.many.requests')
    super(
      // Only codes that the contract declares get here, and each of them is one of ours.
      code as FaultCode,
      isThrottling ? tooManyRequestsMessage(retryAfterSeconds) : 'This failure was asked for',
      isThrottling ? { retryAfter: retryAfterSeconds } : {},
    )
  }
}
