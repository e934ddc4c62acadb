import { readFileSync } from 'node:fs'
import * as documents from '@grantstream/documents'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { getOperationAST, Kind, OperationTypeNode, validate } from 'graphql'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { readOperations, readSchema } from '../src/read-operations.ts'
import { operationsOf, trustedDocuments } from '../src/trusted-documents.ts'
import { typedDocuments } from '../src/typed-documents.ts'

const schema = readSchema()
const committed = (name: string) => readFileSync(new URL(`../src/generated/${name}`, import.meta.url), 'utf8')
const manifest: Record<string, string> = JSON.parse(committed('trusted-documents.json'))
const operations = operationsOf(documents)

describe('the generated documents', () => {
  it('are those of the operations and the schema as they are', async () => {
    const advice = 'run `pnpm generate`, commit the result'

    expect(committed('documents.ts'), advice).toBe(await typedDocuments(schema, readOperations(schema)))
    expect(manifest, advice).toEqual(trustedDocuments(operations))
    expect(operations).toHaveLength(18)
  })

  it('ask for every root field of the schema', () => {
    const asked = operations.flatMap((node) => {
      const operation = getOperationAST(node)
      const fields = operation?.selectionSet.selections.flatMap((each) =>
        each.kind === Kind.FIELD ? each.name.value : [],
      )
      return fields?.map((field) => `${operation?.operation} ${field}`) ?? []
    })

    const roots = Object.values(OperationTypeNode).flatMap((type) =>
      Object.keys(schema.getRootType(type)?.getFields() ?? {}).map((field) => `${type} ${field}`),
    )
    expect(asked.sort()).toEqual(roots.sort())
  })

  it('fit the schema one by one, each with the fragments that it needs', () => {
    expect(operations.flatMap((node) => validate(schema, node))).toEqual([])
  })
})

describe('the types of the generated documents', () => {
  it('tell variables and answers', () => {
    type VariablesOf<Node> = Node extends TypedDocumentNode<unknown, infer Variables> ? Variables : never
    type AnswerOf<Node> = Node extends TypedDocumentNode<infer Answer, never> ? Answer : never
    type Created = NonNullable<AnswerOf<typeof documents.CreateClientDocument>['createOAuthClient']>
    type Followed = NonNullable<AnswerOf<typeof documents.FollowExecutionDocument>['usageExecution']>

    expectTypeOf<VariablesOf<typeof documents.ClientDocument>>().toEqualTypeOf<{ clientId: string }>()
    expectTypeOf<VariablesOf<typeof documents.ClientsDocument>['first']>().toEqualTypeOf<number | null | undefined>()
    expectTypeOf<Followed['status']>().toEqualTypeOf<'COMPLETE' | 'FAILED' | 'RUNNING' | 'UNKNOWN'>()
    expectTypeOf<Followed['elapsedMs']>().toEqualTypeOf<number>()
    expectTypeOf<Created['__typename']>().toEqualTypeOf<
      | 'Conflict'
      | 'InvalidInput'
      | 'NotFound'
      | 'OAuthClientWithSecret'
      | 'PermissionDenied'
      | 'Throttled'
      | 'UpstreamUnavailable'
    >()
    expectTypeOf<Extract<Created, { __typename: 'Throttled' }>['retryAfterMs']>().toEqualTypeOf<number | null>()
    expectTypeOf<Extract<Created, { __typename: 'NotFound' }>>().not.toHaveProperty('secret')
    expectTypeOf<keyof Created>().toEqualTypeOf<'__typename'>()
  })
})
