import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyInstance, preSerializationHookHandler } from 'fastify'

// The contract is checked where its types are made.
const ajv = addFormats.default(new Ajv({ allErrors: true, strict: false, validateSchema: false }))

type Responses = Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>>

/**
 * Holds every answer with a body to the schema that its route has for its status and content type. One that does not keep to
 * it, or has none, is an error. Schemas are compiled for the first answer that needs them and not at the start, a fifth of
 * which that took.
 */
export const checkAnswers = (app: FastifyInstance): void => {
  const checkBy =
    (responses: Responses): preSerializationHookHandler =>
    (_request, reply, body, done) => {
      const { statusCode } = reply
      const response = responses[statusCode] ?? responses[`${Math.floor(statusCode / 100)}xx`]
      const [mediaType = ''] = String(reply.getHeader('content-type')).split(';', 1)
      const schema = response?.content?.[mediaType]?.schema
      if (!schema) throw new Error(`No schema is declared for status ${statusCode} as ${mediaType}`)
      // What was compiled once is kept by the schema.
      const validate = ajv.compile(schema)
      if (!validate(body)) throw new Error(ajv.errorsText(validate.errors, { dataVar: 'answer' }))
      done(null, body)
    }

  app.addHook('onRoute', (route) => {
    const responses = (route.schema as { readonly response?: Responses } | undefined)?.response
    if (responses) route.preSerialization = [route.preSerialization ?? [], checkBy(responses)].flat()
  })
}
