import type { ContractOperation } from '@grantstream/contract/document'
import { ControlError } from './control-error.ts'
import type { FaultRule } from './fault-rule.ts'
import { statusOf } from './status-of.ts'

const startsExecution = new Set(['postOauthClientUsageQuery', 'getOauthClientUsageSummary'])

/** Holds a rule to the contract. Errors with `ControlError`. */
export const checkRule = (rule: FaultRule, operations: readonly ContractOperation[]): void => {
  const unknown = rule.operations?.find((id) => !operations.some(({ operationId }) => operationId === id))
  if (unknown !== undefined) throw new ControlError(`There is no operation ${unknown}`, 'operations')
  const named = operations.filter(({ operationId }) => rule.operations?.includes(operationId) ?? true)
  const refuse = (id: string, why: string): never => {
    throw new ControlError(`${id} ${why}`, 'operations')
  }

  if (rule.kind === 'latency') checkRange(rule.latency)
  if (rule.kind === 'error') checkError(rule, named)
  if (!rule.operations) return
  for (const { operationId, tag } of named) {
    if (rule.kind === 'execution' && !startsExecution.has(operationId)) refuse(operationId, 'starts no execution')
    if (rule.kind === 'login-outage' && tag !== 'Login') refuse(operationId, 'is not of the login host')
  }
}

const checkRange = (latency: Extract<FaultRule, { kind: 'latency' }>['latency']): void => {
  if (latency.distribution === 'uniform' && latency.leastMs > latency.mostMs)
    throw new ControlError('leastMs is more than mostMs', 'latency.leastMs')
}

const checkError = (
  { code, operations, retryAfterSeconds }: Extract<FaultRule, { kind: 'error' }>,
  named: readonly ContractOperation[],
): void => {
  const statuses = named.map((operation) => ({ id: operation.operationId, status: statusOf(operation, code) }))
  const lacking = statuses.find(({ status }) => status === undefined)
  const isDeclared = operations ? lacking === undefined : statuses.some(({ status }) => status !== undefined)
  if (!isDeclared)
    throw new ControlError(operations ? `${lacking?.id} declares no ${code}` : `No operation declares ${code}`, 'code')
  if (retryAfterSeconds !== undefined && !statuses.some(({ status }) => status === 429))
    throw new ControlError(`${code} is not a 429, which alone says when to call again`, 'retryAfterSeconds')
}
