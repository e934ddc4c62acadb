import { type DestinationStream, type Logger, pino } from 'pino'
import { scrubOf } from './scrub.ts'
import { textLines } from './text-lines.ts'

export interface LoggerOptions {
  readonly level: string
  readonly format: 'json' | 'text'
  /** Texts that must never be seen, wherever they turn up. */
  readonly secrets?: readonly string[]
  /** Standard output by default. */
  readonly destination?: DestinationStream
}

/** A log of lines, each of them scrubbed whole, message included. */
export const createLogger = ({ level, format, secrets = [], destination = process.stdout }: LoggerOptions): Logger => {
  const scrub = scrubOf(secrets)
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => scrub(fields) as Record<string, unknown>,
      },
      serializers: { err: (failure) => failure },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((each) => (typeof each === 'string' ? scrub(each) : each)) as typeof args)
        },
      },
    },
    format === 'json' ? destination : textLines(destination),
  )
}
