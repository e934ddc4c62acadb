import type { OperationId } from '@grantstream/contract'
import { type ContractOperation, contractOperations, readContract } from '@grantstream/contract/document'
import type { Answered, CallApi } from './call-api.ts'

/** The 13 operations of the OAuth tag. */
export const oauthOperations: readonly ContractOperation[] = contractOperations(readContract()).filter(
  ({ tag }) => tag === 'OAuth',
)

/** What an operation is called on. */
export interface Targets {
  readonly clientId: string
  readonly executionId: string
  readonly scopeId: string
}

const scopedClient = { name: 'Called by a test', authorizedGrantType: 'CODE', scope: ['users:readonly'] }
const bodies: Partial<Record<OperationId, object>> = {
  postOauthClients: scopedClient,
  putOauthClient: { ...scopedClient, state: 'inactive' },
  postOauthClientUsageQuery: { interval: '2026-01-01/2026-02-01' },
}

/** Calls an operation on its targets, with a body that is in order where it takes one. */
export const callOperation = (
  call: CallApi,
  { operationId, method, path }: ContractOperation,
  targets: Targets,
): Promise<Answered> =>
  call(
    method,
    path.replace(/\{(\w+)\}/g, (_place, name: keyof Targets) => targets[name]),
    bodies[operationId],
  )
