let calls = 0

/** The number of one subscription of an operation, or of one login. */
export const nextCall = (): number => ++calls
