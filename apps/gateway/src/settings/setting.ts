import { regions } from '@grantstream/core'
import { z } from 'zod'

/** One variable of the environment: what people are told of it, and how its text is read. */
export interface Setting<Value> {
  readonly meaning: string
  /** What it must be, as the end of a sentence. */
  readonly allowed: string
  /** What holds when it is left out, in words. */
  readonly byDefault: string
  readonly example: string
  /** True keeps its value out of every message. */
  readonly isSecret?: true
  readonly schema: z.ZodType<Value, string>
}

type Told = Pick<Setting<unknown>, 'meaning' | 'byDefault' | 'example'>

const between = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most))

export const wholeNumber = (least: number, most: number, told: Told): Setting<number> => ({
  ...told,
  allowed: `a whole number from ${least} to ${most}`,
  schema: between(least, most),
})

export const port = (told: Told): Setting<number> => wholeNumber(0, 65_535, told)

/** Up to a day. */
export const milliseconds = (least: number, told: Told): Setting<number> => ({
  ...told,
  allowed: `a whole number of milliseconds from ${least} to 86400000`,
  schema: between(least, 86_400_000),
})

export const choice = <const Value extends string>(values: readonly Value[], told: Told): Setting<Value> => ({
  ...told,
  allowed: `one of ${values.join(', ')}`,
  schema: z.string().refine((text): text is Value => values.some((value) => value === text)) as z.ZodType<
    Value,
    string
  >,
})

export const text = (allowed: string, told: Told): Setting<string> => ({ ...told, allowed, schema: z.string() })

export const host = (told: Told): Setting<string> => ({
  ...told,
  allowed: 'a host name or an address to listen on',
  schema: z.string().regex(/^[\w.:%-]+$/),
})

export const secret = (told: Told): Setting<string> => ({
  ...told,
  allowed: 'printable ASCII characters without spaces',
  isSecret: true,
  schema: z.string().regex(/^[\x21-\x7e]+$/),
})

/** Without a slash at its end. */
export const url = (told: Told): Setting<string> => ({
  ...told,
  allowed: 'an http or https URL without user, query and fragment',
  schema: z
    .string()
    .refine(isPlainUrl)
    .transform((value) => new URL(value).href.replace(/\/+$/, '')),
  isSecret: true,
})

const isPlainUrl = (value: string): boolean => {
  const parsed = URL.canParse(value) ? new URL(value) : undefined
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false
  return `${parsed.username}${parsed.password}${parsed.search}${parsed.hash}` === ''
}

export const origins = (told: Told): Setting<readonly string[]> => ({
  ...told,
  allowed: 'origins such as https://console.example.com, separated by commas',
  schema: z
    .string()
    .transform((value) => value.split(/[\s,]+/).filter(Boolean))
    .refine((values) => values.every((value) => URL.canParse(value) && new URL(value).origin === value)),
})

/** The URLs of a region. */
export const region = (told: Told): Setting<{ readonly apiUrl: string; readonly loginUrl: string }> => ({
  ...told,
  allowed: `one of ${Object.keys(regions).join(', ')}`,
  schema: z.string().transform((name, context) => {
    const [, hosts] = Object.entries(regions).find(([each]) => each === name) ?? []
    if (hosts) return hosts
    context.addIssue({ code: 'custom' })
    return z.NEVER
  }),
})
