import type { OperationId } from '@grantstream/contract'
import type { ContractOperation } from '@grantstream/contract/document'
import fc from 'fast-check'
import { declaredAt, operations, parametersOf } from './declared.ts'
import { drawBody } from './draw-body.ts'
import { drawAuthorization, drawHeaders } from './draw-headers.ts'
import { drawPath } from './draw-path.ts'
import { drawQuery } from './draw-query.ts'
import { formText } from './form-text.ts'
import { type CallerName, callerNames } from './organizations.ts'

/**
 * A request as it was drawn. `{{...}}` stands for what is known only when it is sent: `canary`, `client:3`, `other:3` (a
 * client of the other organisation), `execution:3`, `executionClient:3`, `role:3`, `otherRole:3`.
 */
export interface DrawnRequest {
  readonly operationId: OperationId
  readonly caller: CallerName
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** A request to one operation: in order, nearly so, or garbage. */
const drawRequest = (operation: ContractOperation): fc.Arbitrary<DrawnRequest> => {
  const { operationId, method, path, tag } = operation
  const declared = declaredAt(path, method)
  return fc
    .record({
      caller: fc.constantFrom(...callerNames),
      path: drawPath(operation),
      query: drawQuery(parametersOf(declared)),
      headers: drawHeaders,
      authorization: drawAuthorization(tag === 'Login'),
      content: drawBody(declared),
    })
    .map(({ caller, path: drawnPath, query, headers, authorization, content: { body, type } }) => ({
      ...{ operationId, caller, method, body },
      target: query === '' ? drawnPath : `${drawnPath}?${query}`,
      headers: {
        ...headers,
        ...(authorization && { authorization }),
        ...(body !== undefined && { 'content-type': type }),
      },
    }))
}

/** What the forms of the login host send, and the way out. */
const pageRequest: fc.Arbitrary<DrawnRequest> = fc
  .record({
    path: fc.constantFrom('/oauth/authorize/sign-in', '/oauth/authorize/decision', '/logout'),
    query: drawQuery(parametersOf(declaredAt('/oauth/authorize', 'GET'))),
    headers: drawHeaders,
    form: fc.record({
      token: fc.string(),
      email: fc.string(),
      password: fc.string(),
      decision: fc.constant('approve'),
    }),
  })
  .map(({ path, query, headers, form }) => ({
    ...{ operationId: 'getOauthAuthorize', caller: 'stranger', target: `${path}?${query}`, headers },
    ...(path === '/logout'
      ? { method: 'GET', body: undefined }
      : { method: 'POST', body: formText(Object.entries(form)) }),
  }))

/** Requests to all operations of the contract, the 13 of the OAuth tag three times as often as the others. */
export const anyRequest: fc.Arbitrary<DrawnRequest> = fc.oneof(
  { weight: 1, arbitrary: pageRequest },
  ...operations.map((each) => ({ weight: each.tag === 'OAuth' ? 3 : 1, arbitrary: drawRequest(each) })),
)
