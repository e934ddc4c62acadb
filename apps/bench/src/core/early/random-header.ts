/** A Retry-After header, and the instant before which it directs not to look; undefined when it directs nothing. */
export interface DirectedHeader {
  readonly text: string
  readonly notBeforeMs: number | undefined
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const nonsense = ['', 'soon', '-5', '1e3', '5.5', '0x10', 'Infinity', 'NaN', '5, 10', 'Thu, 32 Jan 2026 00:00:00 GMT']
const dayMs = 86_400_000

/** A header of one of all kinds, sense and nonsense, as an answer given at `nowMs` may carry it. */
export const randomHeader = (random: () => number, nowMs: number): DirectedHeader => {
  const whole = (most: number) => Math.floor(random() * (most + 1))
  const seconds = (most: number): DirectedHeader => {
    const count = whole(most)
    return { text: String(count), notBeforeMs: nowMs + count * 1000 }
  }
  const date = (write: (date: Date) => string): DirectedHeader => {
    const instantMs = Math.floor((nowMs + (random() * 2 - 1) * dayMs) / 1000) * 1000
    return { text: write(new Date(instantMs)), notBeforeMs: instantMs }
  }
  const kinds = [
    () => seconds(10),
    () => seconds(180),
    () => seconds(7200),
    () => seconds((30 * dayMs) / 1000),
    () => date((instant) => instant.toUTCString()),
    () => date(writeRfc850),
    () => date(writeAsctime),
    () => ({ text: nonsense[whole(nonsense.length - 1)] ?? '', notBeforeMs: undefined }),
  ]
  return (kinds[whole(kinds.length - 1)] ?? (() => seconds(10)))()
}

const writeRfc850 = (date: Date): string => {
  const [, day, month, year = '', time] = date.toUTCString().split(' ')
  return `${weekdays[date.getUTCDay()]}, ${day}-${month}-${year.slice(2)} ${time} GMT`
}

const writeAsctime = (date: Date): string => {
  const [weekday = '', day = '', month, year, time] = date.toUTCString().split(' ')
  return `${weekday.slice(0, 3)} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`
}
