import {
  type ASTVisitor,
  GraphQLError,
  isValueNode,
  Kind,
  parse,
  type ValidationContext,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
} from 'graphql'

/** Parses as graphql does; what it says of a value in the wrong place does not quote it. */
export const parseUnquoted: typeof parse = (source, options) => {
  try {
    return parse(source, options)
  } catch (failure) {
    if (failure instanceof GraphQLError)
      failure.message = failure.message.replace(/\b(String|BlockString|Int|Float) ".*"/s, '$1')
    throw failure
  }
}

/** Refuses values in a document as graphql's own rule does, without quoting them: secrets are written there too. */
const valuesUnquoted = (context: ValidationContext): ASTVisitor =>
  ValuesOfCorrectTypeRule(
    Object.create(context, {
      reportError: {
        value: (error: GraphQLError) => context.reportError(unquoted(error, String(context.getInputType()))),
      },
    }),
  )

/** What is said of an object tells names of fields, and quotes nothing. */
const unquoted = (error: GraphQLError, type: string): GraphQLError => {
  const [node] = error.nodes ?? []
  if (!node || !isValueNode(node) || node.kind === Kind.OBJECT) return error
  return new GraphQLError(`The value does not fit its type, which is ${type}.`, { nodes: node })
}

/** The same rules, with that one in the place of graphql's. */
export const withValuesUnquoted = (rules: readonly ValidationRule[]): readonly ValidationRule[] =>
  rules.map((rule) => (rule === ValuesOfCorrectTypeRule ? valuesUnquoted : rule))
