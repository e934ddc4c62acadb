import { type DocumentNode, getOperationAST } from 'graphql'
import { commitMutation, fetchQuery, requestSubscription } from 'relay-runtime'
import { AnswerErrors, createRelayEnvironment } from '../../src/relay/create-environment.ts'
import type { Artifacts } from '../relay/compile-artifacts.ts'
import { type CreateFrontendClient, FrontendFailure, isMutation } from './frontend-client.ts'

const failureOf = (error: unknown): unknown =>
  error instanceof AnswerErrors ? new FrontendFailure(error.errors) : error

/** A Relay environment, with what Relay's compiler made of the operations. */
export const relayClient =
  (artifacts: Artifacts): CreateFrontendClient =>
  (gatewayUrl, token) => {
    const environment = createRelayEnvironment({ gatewayUrl, token })
    const compiled = (document: DocumentNode) => artifacts.load(getOperationAST(document)?.name?.value ?? '')
    return {
      async ask(document, variables) {
        const artifact = await compiled(document)
        return new Promise((resolve, reject) => {
          const settle = {
            next: (data: unknown) => resolve(data as never),
            error: (error: unknown) => reject(failureOf(error)),
          }
          if (isMutation(document))
            commitMutation(environment, {
              mutation: artifact,
              variables,
              onCompleted: settle.next,
              onError: settle.error,
            })
          else fetchQuery(environment, artifact, variables).subscribe(settle)
        })
      },
      async follow(document, variables, onData) {
        const subscription = await compiled(document)
        await new Promise<void>((resolve, reject) => {
          requestSubscription(environment, {
            subscription,
            variables,
            onNext: (data) => onData(data as never),
            onError: (error) => reject(failureOf(error)),
            onCompleted: resolve,
          })
        })
      },
      close: () => undefined,
    }
  }
