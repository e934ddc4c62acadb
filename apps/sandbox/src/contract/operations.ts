import { type ContractOperation, contractOperations, readContract } from '@grantstream/contract/document'
import type { FastifySchema } from 'fastify'
import { requestSchema, responseSchemas } from './route-schema.ts'
import { createStrictAnswers } from './strict-answers.ts'

/** An operation of the contract and what its requests and answers are held to. */
export interface BoundOperation {
  readonly operation: ContractOperation
  readonly schema: FastifySchema
}

let known: readonly BoundOperation[] | undefined

/** All of them, read once for all sandboxes of a process, so that what is compiled for one serves the others. */
export const boundOperations = (): readonly BoundOperation[] => {
  known ??= read()
  return known
}

const read = (): BoundOperation[] => {
  const contract = readContract()
  const hosts = { api: createStrictAnswers(), login: createStrictAnswers() }
  return contractOperations(contract).map((operation) => {
    const { operationId, tag, definition } = operation
    const makeStrict = hosts[tag === 'Login' ? 'login' : 'api']
    const response = makeStrict(operationId, responseSchemas(contract, definition))
    return { operation, schema: { ...requestSchema(contract, definition), response } }
  })
}
