import { describe } from '../describe.ts'
import type { HttpResponse } from './transport.ts'

/** True for what JSON calls an object. */
export const isObject = (value: unknown): value is Record<string, unknown> => describe(value) === 'object'

/** The JSON object that a text is; undefined for any other text. */
export const parseObject = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    // No JSON, no object.
  }
}

/** A string that is not empty; undefined for any other value. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** The name of an exchange in the vendor's records. Source: API facts, section 4. */
export const correlationIdOf = (response: HttpResponse): string | undefined =>
  response.headers.get('inin-correlation-id') || undefined

/** True for a status of 200 to 299. */
export const isSuccess = ({ status }: HttpResponse): boolean => status >= 200 && status < 300
