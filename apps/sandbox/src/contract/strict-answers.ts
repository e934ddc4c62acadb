import type { FastifySchema } from 'fastify'

interface Schema {
  $id?: string
  properties?: Record<string, Schema>
  additionalProperties?: unknown
  [keyword: string]: unknown
}
interface Response {
  content?: Record<string, { schema: Schema }>
}

const showsSecret = new Set(['postOauthClients', 'postOauthClientSecret'])

/**
 * Makes the answers of operations strict: no property that the contract does not name, no secret but where it is
 * given out, no successful status but the declared ones. All refusals have the body of the first one met, as they have
 * in the contract; so it is compiled once and not for every status of every operation.
 */
export const createStrictAnswers = (): ((operationId: string, schema: FastifySchema) => void) => {
  let refusal: Response | undefined

  return (operationId, schema) => {
    const responses = Object.entries((schema.response ?? {}) as Record<string, Response>)
    const successes = responses.filter(([status]) => !/^[45]/.test(status))
    refusal ??= strict(responses.find(([status]) => /^[45]/.test(status))?.[1] ?? {}, false)
    schema.response = {
      ...Object.fromEntries(successes.map(([status, each]) => [status, strict(each, showsSecret.has(operationId))])),
      '4xx': refusal,
      '5xx': refusal,
    }
  }
}

const strict = (response: Response, secretShown: boolean): Response => {
  for (const { schema } of Object.values(response.content ?? {})) {
    // Fastify glue marks a recursive schema with one fixed $id, which two answers may not share.
    delete schema.$id
    close(schema, secretShown)
  }
  return response
}

const close = (schema: Schema, secretShown: boolean): void => {
  if (schema.properties) {
    if (!secretShown) delete schema.properties.secret
    schema.additionalProperties ??= false
  }
  for (const part of Object.values(schema))
    if (typeof part === 'object' && part !== null) close(part as Schema, secretShown)
}
