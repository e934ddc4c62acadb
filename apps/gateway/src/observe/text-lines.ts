import type { DestinationStream } from 'pino'

/** Turns lines of JSON into lines for people: time, level, message, and the rest as `name=value`. */
export const textLines = (destination: DestinationStream): DestinationStream => ({
  write: (line) => {
    const { time, level, msg, ...rest } = JSON.parse(line) as Record<string, unknown>
    const facts = Object.entries(rest).map(([name, value]) => ` ${name}=${shown(value)}`)
    destination.write(`${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${msg}${facts.join('')}\n`)
  },
})

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
