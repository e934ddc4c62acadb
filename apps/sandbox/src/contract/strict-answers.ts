/** A body that is answered, by content type. */
export interface Response {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

interface Schema {
  properties?: Record<string, Schema>
  additionalProperties?: unknown
  [keyword: string]: unknown
}

const showsSecret = new Set(['postOauthClients', 'postOauthClientSecret'])

/**
 * Makes the answers of a host's operations strict, in place: no property that the contract does not name, no secret but
 * where it is given out, no successful status but the declared ones. All refusals have the body of the first one met, as
 * they have in the contract; so it is compiled once and not for every status of every operation.
 */
export const createStrictAnswers = (): ((
  operationId: string,
  responses: readonly (readonly [status: string, Response])[],
) => Readonly<Record<string, Response>>) => {
  let refusal: Response | undefined

  return (operationId, responses) => {
    const successes = responses.filter(([status]) => !/^[45]/.test(status))
    refusal ??= strict(responses.find(([status]) => /^[45]/.test(status))?.[1] ?? {}, false)
    return {
      ...Object.fromEntries(successes.map(([status, each]) => [status, strict(each, showsSecret.has(operationId))])),
      '4xx': refusal,
      '5xx': refusal,
    }
  }
}

const strict = (response: Response, secretShown: boolean): Response => {
  for (const { schema } of Object.values(response.content ?? {})) close(schema as Schema, secretShown)
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
