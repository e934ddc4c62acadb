import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import type { FastifyValidationResult } from 'fastify/types/schema.js'

// An interval is judged by the endpoint, because the code of its refusal is a setting.
const ajv = addFormats.default(
  new Ajv({ useDefaults: true, addUsedSchema: false, validateSchema: false, formats: { interval: true } }),
)

/**
 * Has requests held to the schemas of their routes, as they are: nothing is converted or removed. Like those of answers,
 * schemas are compiled for the first request that needs them.
 */
export const checkRequests = (app: FastifyInstance): void => {
  app.setValidatorCompiler<object>(({ schema }) => {
    let validate: ValidateFunction | undefined
    const check: FastifyValidationResult = (value) => {
      validate ??= ajv.compile(schema)
      const isValid = validate(value)
      check.errors = validate.errors ?? null
      return isValid
    }
    return check
  })
}
