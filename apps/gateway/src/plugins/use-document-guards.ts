import { type DocumentNode, getOperationAST, Source, specifiedRules, validate } from 'graphql'
import type { Plugin, YogaInitialContext } from 'graphql-yoga'
import { conditionIn, exceededLimit, introspectionIn } from '../guards/exceeded-limit.ts'
import { GuardError } from '../guards/guard-error.ts'
import type { GuardOptions } from '../guards/guard-options.ts'
import { hasMoreTokens } from '../guards/has-more-tokens.ts'
import { notTrusted } from '../guards/trusted-documents.ts'
import { parseUnquoted, withValuesUnquoted } from '../guards/values-unquoted.ts'
import { transportOf } from '../streams/transport-of.ts'

/**
 * Refuses documents for what they are, on every transport, since every transport parses and validates by way of this.
 * A document that is too large is not validated at all: some of the rules take time that grows faster than it.
 */
export const useDocumentGuards = ({
  limits,
  trustedDocuments,
  development,
  observe,
}: GuardOptions): Plugin<YogaInitialContext> => {
  const told = (refusal: GuardError, { request }: YogaInitialContext): GuardError => {
    observe({ kind: 'refused', transport: transportOf(request), guard: refusal.guard })
    return refusal
  }

  return {
    onParse({ context, params, setParseFn }) {
      const text = params.source instanceof Source ? params.source.body : params.source
      setParseFn((source, options) => {
        if (trustedDocuments && !development && !trustedDocuments.has(text)) throw told(notTrusted(), context)
        if (hasMoreTokens(text, limits.tokens)) throw told(tooManyTokens(), context)
        return parseUnquoted(source, options)
      })
      return ({ result }) => {
        const isMutation =
          isDocument(result) && getOperationAST(result, context.params?.operationName)?.operation === 'mutation'
        if (isMutation && context.request.method === 'GET') throw told(mutationByGet(), context)
      }
    },
    onValidate({ context, params, setResult, setValidationFn }) {
      const { documentAST } = params
      const refusal = exceededLimit(documentAST, limits) ?? (development ? undefined : introspectionIn(documentAST))
      if (refusal) return setResult([told(refusal, context)])
      const condition = conditionIn(documentAST)
      if (condition) return setResult([condition])
      if (development) return
      setValidationFn((schema, document, rules, typeInfo, options) =>
        validate(
          schema,
          document,
          withValuesUnquoted(rules ?? specifiedRules),
          { ...options, hideSuggestions: true },
          typeInfo,
        ),
      )
    },
  }
}

const isDocument = (result: DocumentNode | Error | null): result is DocumentNode =>
  result !== null && !(result instanceof Error)

const tooManyTokens = () =>
  new GuardError({ guard: 'tokens', code: 'LIMIT_EXCEEDED', message: 'The document has too many tokens.' })

const mutationByGet = () =>
  new GuardError({
    guard: 'csrf',
    code: 'METHOD_NOT_ALLOWED',
    message: 'A mutation must be sent by POST.',
    http: { status: 405, headers: { allow: 'POST' } },
  })
