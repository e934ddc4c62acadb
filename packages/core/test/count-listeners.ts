/** Counts the listeners of a signal from here on. */
export const countListeners = (signal: AbortSignal): (() => number) => {
  let count = 0
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (...given: Parameters<AbortSignal['addEventListener']>) => {
    count++
    return addEventListener.apply(signal, given)
  }
  signal.removeEventListener = (...given: Parameters<AbortSignal['removeEventListener']>) => {
    count--
    return removeEventListener.apply(signal, given)
  }
  return () => count
}
