/** A call that was answered. What callers sent beside method and path template is not kept: it may be secret. */
export interface RecordedCall {
  /** By the sandbox's clock. */
  readonly date: Date
  readonly method: string
  /** As in the contract, with `{parameters}`; null for what no operation of it serves. */
  readonly path: string | null
  readonly operationId: string | null
  /** Of the answer, also of one that broke off. */
  readonly status: number
  /** Milliseconds from the head of the request to the end of the answer. */
  readonly elapsedMs: number
  /** Null where the caller is not known. */
  readonly organizationId: string | null
  readonly clientId: string | null
  /** The kind of the fault that struck the call. */
  readonly fault: string | null
}

/** The last calls, as many as fit. */
export interface Recording {
  add(call: RecordedCall): void
  /** The oldest first. */
  list(): RecordedCall[]
  clear(): void
}

export const createRecording = (most: number): Recording => {
  let calls: RecordedCall[] = []

  return {
    add: (call) => {
      calls.push(call)
      // Cut seldom, so that a call costs no copying.
      if (calls.length >= 2 * most) calls = last(calls, most)
    },
    list: () => last(calls, most),
    clear: () => {
      calls = []
    },
  }
}

const last = <T>(items: readonly T[], most: number): T[] => (most === 0 ? [] : items.slice(-most))
