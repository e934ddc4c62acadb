import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyInstance, preSerializationHookHandler } from 'fastify'
import { uniqueItems } from './unique-items.ts'

// The contract is checked where its types are made.
const ajv = addFormats.default(new Ajv({ allErrors: true, strict: false, validateSchema: false }))
ajv.removeKeyword('uniqueItems').addKeyword(uniqueItems)

type Responses = Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>>

/**
 * Holds every answer with a body to the schema that its route has for its status and content type. One that does not keep to
 * it, or has none, is an error. Schemas are compiled for the first answer that needs them and not at the start, a fifth of
 * which that took.
 */
export const checkAnswers = (app: FastifyInstance): void => {
  app.addHook('onRoute', (route) => {
    const responses = (route.schema as { readonly response?: Responses } | undefined)?.response
    if (responses) route.preSerialization = [route.preSerialization ?? [], checkBy(responses)].flat()
  })
}

const checkBy = (responses: Responses): preSerializationHookHandler => {
  const known = new Map<string, ValidateFunction>()

  return (_request, reply, body, done) => {
    const answered = `${reply.statusCode} ${reply.getHeader('content-type')}`
    const validate = known.get(answered) ?? compile(responses, answered)
    known.set(answered, validate)
    if (!validate(body)) throw new Error(ajv.errorsText(validate.errors, { dataVar: 'answer' }))
    done(null, body)
  }
}

const compile = (responses: Responses, answered: string): ValidateFunction => {
  const [status = '', mediaType = ''] = answered.split(/[ ;]/)
  const response = responses[status] ?? responses[`${status[0]}xx`]
  const schema = response?.content?.[mediaType]?.schema
  if (!schema) throw new Error(`No schema is declared for status ${status} as ${mediaType}`)
  // For sandboxes of one process that is done once: the schema is theirs all.
  return ajv.compile(schema)
}
