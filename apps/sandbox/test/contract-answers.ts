import type { OperationId } from '@grantstream/contract'
import { contractOperations, readContract } from '@grantstream/contract/document'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** Tells what of an answer is outside the contract; nothing when it fits. A body is what JSON gave; undefined is none. */
export type CheckAnswer = (operationId: OperationId, status: number, body: unknown) => string[]

interface Response {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, unknown>>
}

const contract = readContract()
const showsSecret = new Set<OperationId>(['postOauthClients', 'postOauthClientSecret'])

/**
 * A reading of the contract apart from the server's: every object closed, no secret but where one is given out, no
 * status and no code that the operation does not declare.
 */
export const createAnswerCheck = (): CheckAnswer => {
  known ??= create()
  return known
}

// One for all tests of a process: most of its time goes into compiling.
let known: CheckAnswer | undefined

const create = (): CheckAnswer => {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(closed(true), 'shown')
  ajv.addSchema(closed(false), 'hidden')
  const operations = new Map(contractOperations(contract).map((each) => [each.operationId, each]))
  const compiled = new Map<string, ValidateFunction>()

  return (operationId, status, body) => {
    const operation = operations.get(operationId)
    if (!operation) return [`${operationId} is not in the contract`]
    const { method, path, errorCodes } = operation
    const found = responseOf(path, method.toLowerCase(), status)
    if (!found) return [`${operationId} does not declare ${status}`]
    if (!found.hasBody) return body === undefined ? [] : [`${operationId} ${status} has a body`]

    const pointer = `${showsSecret.has(operationId) ? 'shown' : 'hidden'}${found.pointer}`
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer })
    compiled.set(pointer, validate)
    const faults = validate(body) ? [] : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`)
    const { code, status: inBody } = (body ?? {}) as { code?: string; status?: number }
    const codes = errorCodes.get(status)
    if (codes && !codes.includes(code ?? '')) faults.push(`${operationId} ${status} does not declare ${code}`)
    if (codes && inBody !== status) faults.push(`${operationId} ${status} says ${inBody}`)
    return faults
  }
}

/** The contract with closed objects. */
const closed = (secretShown: boolean): object => {
  const document = readContract() as unknown as {
    components: { schemas: { OAuthClient: { properties: { secret?: unknown } } } }
  }
  if (!secretShown) delete document.components.schemas.OAuthClient.properties.secret
  close(document.components)
  return document
}

const close = (schema: object): void => {
  if ('properties' in schema) Object.assign(schema, { additionalProperties: false, ...schema })
  for (const part of Object.values(schema)) if (typeof part === 'object' && part !== null) close(part)
}

/** Where the schema of an answer is; a successful status may be declared as `default`. */
const responseOf = (path: string, method: string, status: number) => {
  const { paths, components } = contract as unknown as {
    paths: Record<string, Record<string, { responses: Record<string, Response> }>>
    components: { responses: Record<string, Response> }
  }
  const responses = paths[path]?.[method]?.responses ?? {}
  const key = responses[status] ? String(status) : status < 300 && responses.default ? 'default' : undefined
  if (key === undefined) return undefined
  const { $ref } = responses[key] ?? {}
  const name = $ref?.split('/').at(-1)
  const response = name === undefined ? responses[key] : components.responses[name]
  const [type] = Object.keys(response?.content ?? {})
  const place = name === undefined ? ['paths', path, method, 'responses', key] : ['components', 'responses', name]
  const tokens = [...place, 'content', type ?? '', 'schema'].map((each) => each.replaceAll('/', '~1'))
  return { hasBody: type !== undefined && method !== 'head', pointer: `#/${tokens.join('/')}` }
}
