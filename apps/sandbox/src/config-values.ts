import { createPublicKey } from 'node:crypto'
import { z } from 'zod'

/** What a variable may hold: how it is read, and in words. */
export interface AllowedValue<Value> {
  readonly schema: z.ZodType<Value, string>
  readonly allowed: string
  /** True for what is not repeated to the reader. */
  readonly isSecret?: boolean
}

export const text = (allowed: string, form: RegExp = /./): AllowedValue<string> => ({
  schema: z.string().regex(form),
  allowed,
})

export const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER, of = ''): AllowedValue<number> => ({
  schema: z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most)),
  allowed: `a whole number${of && ` of ${of}`}${rangeInWords(least, most)}`,
})

const rangeInWords = (least: number, most: number): string => {
  if (most < 2 ** 31 - 1) return ` from ${least} to ${most}`
  return least > 0 ? ` from ${least}` : ''
}

/** Milliseconds, at least so many; those of a timer at most 24 days. */
export const milliseconds = (least = 0): AllowedValue<number> =>
  wholeNumber(least, least > 0 ? 2 ** 31 - 1 : undefined, 'milliseconds')

export const oneOf = <const Choice extends string>(...choices: Choice[]): AllowedValue<Choice> => ({
  schema: z.enum(choices) as unknown as z.ZodType<Choice, string>,
  allowed: inWords(choices),
})

export const status = <const Status extends number>(...statuses: Status[]): AllowedValue<Status> => ({
  schema: z.enum(statuses.map(String)).transform((digits) => Number(digits) as Status),
  allowed: inWords(statuses.map(String)),
})

export const range: AllowedValue<readonly [number, number]> = {
  schema: z
    .string()
    .regex(/^\d{1,9}(-\d{1,9})?$/)
    .transform((digits): readonly [number, number] => {
      const [least = 0, most = least] = digits.split('-').map(Number)
      return [least, most]
    })
    .refine(([least, most]) => least <= most),
  allowed: 'milliseconds, as a number such as 2000 or a range such as 500-4000',
}

export const clientId: AllowedValue<string> = {
  schema: z.uuid().transform((id) => id.toLowerCase()),
  allowed: 'a uuid',
}

export const secret: AllowedValue<string> = {
  schema: z.string().regex(/^[\x21-\x7e]{16,256}$/),
  allowed: '16 to 256 printable ASCII characters without spaces',
  isSecret: true,
}

export const origins: AllowedValue<'*' | readonly string[]> = {
  schema: z
    .string()
    .transform((list): '*' | readonly string[] => (list === '*' ? list : list === 'none' ? [] : list.split(',')))
    .refine((value) => value === '*' || value.every((each) => URL.canParse(each) && new URL(each).origin === each)),
  allowed: '*, none, or origins such as http://localhost:3000, separated by commas',
}

const isRsaKey = (pem: string): boolean => {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

export const certificate: AllowedValue<string> = {
  schema: z
    .string()
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .refine(isRsaKey),
  allowed: 'an X.509 certificate or a public key, for RSA and in PEM; its line breaks may be written \\n',
}

const inWords = (choices: readonly string[]): string => `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`
