import type { FastifySchema } from 'fastify'

interface Schema {
  $id?: string
  type?: unknown
  properties?: Record<string, Schema>
  additionalProperties?: unknown
  [keyword: string]: unknown
}
type Responses = Record<string, { content?: Record<string, { schema: Schema }> }>

const showsSecret = new Set(['postOauthClients', 'postOauthClientSecret'])

/**
 * Makes the answers of an operation strict: no property that the contract does not name, no secret but where it is
 * given out, no status but the declared ones. A refusal that an operation does not declare has the body of those
 * that it does.
 */
export const strictAnswers = (operationId: string, schema: FastifySchema): void => {
  const responses = (schema.response ?? {}) as Responses
  for (const response of Object.values(responses))
    for (const { schema: answer } of Object.values(response.content ?? {})) {
      // Fastify glue marks a recursive schema with one fixed $id, which two answers may not share.
      delete answer.$id
      close(answer, showsSecret.has(operationId))
    }
  const refusal = responses['401'] ?? responses['400']
  if (refusal) schema.response = { '4xx': refusal, '5xx': refusal, ...responses }
}

const close = (schema: Schema, secretShown: boolean): void => {
  if (schema.properties) {
    if (!secretShown) delete schema.properties.secret
    schema.additionalProperties ??= false
  }
  for (const part of Object.values(schema))
    if (typeof part === 'object' && part !== null) close(part as Schema, secretShown)
}
