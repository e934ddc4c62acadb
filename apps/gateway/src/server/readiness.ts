export interface ReadinessOptions {
  /** Asks whether the upstream can be reached. */
  readonly check: () => Promise<boolean>
  readonly isDraining: () => boolean
  /** Milliseconds that a finding is good for; 1000 by default. */
  readonly goodForMs?: number
}

/** Whether requests are welcome. However often it is asked, the upstream is asked once at a time and once a second. */
export const createReadiness = ({ check, isDraining, goodForMs = 1_000 }: ReadinessOptions) => {
  let finding: Promise<boolean> | undefined
  let untilMs = 0
  const lookAgain = () => {
    untilMs = Number.POSITIVE_INFINITY
    finding = check().finally(() => {
      untilMs = performance.now() + goodForMs
    })
    return finding
  }
  return async (): Promise<boolean> => {
    if (isDraining()) return false
    const found = await (finding && performance.now() < untilMs ? finding : lookAgain())
    return found && !isDraining()
  }
}
